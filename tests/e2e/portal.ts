import { expect, type Page, test } from "@playwright/test";
import { hand, screen, texts } from "./patient.ts";
import { type RunningKiosk, startKiosk } from "./running-kiosk.ts";

/** For all tests of a file (or a group of them): a kiosk with a portal's order of steps, before four clinics of the demo region. */
export function portal(preset: string, config?: string, more: readonly string[] = []): () => RunningKiosk {
  let kiosk: RunningKiosk | undefined;
  const running = (): RunningKiosk => {
    if (!kiosk) throw new Error("the kiosk runs only while tests do");
    return kiosk;
  };
  test.beforeAll(async () => {
    kiosk = await startKiosk(["--size", "clinic", "--preset", preset, ...more], config);
  });
  test.afterAll(async () => {
    expect(await running().stop()).toBe(0);
  });
  return running;
}

/** Somebody at the screen who notes which screens come, by their titles, and counts the touches. */
export function visitor(page: Page) {
  const touch = hand(page);
  const seen: string[] = [];
  let typed = 0;

  async function at(title: string): Promise<void> {
    await screen(page, title);
    seen.push(title);
  }

  async function type(digits: string): Promise<void> {
    await touch.type(digits);
    typed += digits.length;
  }

  /** Types on the screen's own letters. */
  async function write(letters: string): Promise<void> {
    for (const letter of letters) await touch.tap(letter);
    typed += letters.length;
  }

  async function begin(): Promise<void> {
    const book = new RegExp(texts.welcome.book);
    await page.getByRole("button", { name: book, disabled: false }).waitFor();
    await touch.tap(book);
  }

  async function dentistsHere(): Promise<void> {
    await at(texts.here.title);
    await touch.choose(/ул\.\s*Знаменская, 60/);
    await at(texts.service.title);
    await touch.choose(/^Стоматолог\s*первый раз/);
    await at(texts.doctor.title);
  }

  /** From a chosen service to a free time of one of its doctors. */
  async function toTimeOfService(ofDoctor = /каб\./): Promise<void> {
    const doctor = page.getByRole("heading", { level: 1, name: texts.doctor.title });
    const date = page.getByRole("heading", { level: 1, name: texts.date.title });
    await expect(doctor.or(date)).toBeVisible();
    // Where one doctor gives the service, there is nobody to choose from.
    if (await doctor.isVisible()) {
      await at(texts.doctor.title);
      await touch.choose(ofDoctor);
    }
    await at(texts.date.title);
    await touch.choose(/мест/);
    await at(texts.time.title);
    await touch.choose(/\d\d:\d\d\s*свободно/);
  }

  return {
    ...touch,
    at,
    type,
    begin,
    seen: (): readonly string[] => seen,
    /** Touches that chose or led on: without the letters and digits that were typed. */
    touches: (): number => touch.taps() - typed,

    /** From the first screen, where the policy is asked at once. */
    async signsIn({
      number,
      birthDate,
    }: {
      readonly number: string;
      readonly birthDate: string;
    }): Promise<void> {
      await begin();
      await at(texts.signIn.title);
      await type(number + birthDate);
      await touch.tap(texts.signIn.enter);
    },

    write,

    /** Goes before anything is booked. */
    async leaves(): Promise<void> {
      await touch.tap(texts.nav.home);
      await touch.tap(texts.leave.yes);
      await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();
    },

    /** Names a person, one field after another. */
    async names(name: readonly string[], birthDate: string): Promise<void> {
      for (const part of name) {
        await write(part);
        await touch.tap(texts.next);
      }
      await type(birthDate);
    },

    /** Not here: on to the lists of places. */
    async elsewhere(): Promise<void> {
      await at(texts.here.title);
      await touch.choose(new RegExp(texts.here.otherClinic));
    },

    /** The shortest way to a time: at the kiosk's own address, of any dentist. */
    async hereAndNearest(): Promise<void> {
      await dentistsHere();
      await touch.choose(new RegExp(`^${texts.doctor.nearest}`));
    },

    /** As short, to a time of the dentist one wants: the first on a row of the list. */
    async hereAndTimeOf(doctor: RegExp): Promise<void> {
      await dentistsHere();
      await touch.chooseIn(page.getByRole("listitem").filter({ hasText: doctor }), /\d\d:\d\d/);
    },

    /** At the kiosk's own address, with what this patient can't book unfolded, the dentist for children. */
    async hereForChildren(): Promise<void> {
      await at(texts.here.title);
      await touch.choose(/ул\.\s*Знаменская, 60/);
      await at(texts.service.title);
      const folded = page.getByRole("button", { name: /сейчас не записаться/ });
      const forChildren = page
        .getByRole("main")
        .getByRole("button")
        .filter({ hasText: /^Детский стоматолог/ });
      await expect(folded.or(forChildren).first()).toBeVisible();
      if (await folded.isVisible()) await touch.tap(/сейчас не записаться/);
      await touch.choose(/^Детский стоматолог/);
    },

    /** From the list of branches to a free time of the dentists of this branch. */
    async toTime(branch = /Лечебно-хирургическое/): Promise<void> {
      await at(texts.branch.title);
      await touch.choose(branch);
      await at(texts.service.title);
      await touch.choose(/^Стоматолог\s*первый раз/);
      await toTimeOfService();
    },

    toTimeOfService,

    /** The success screen, with the ticket of this patient; the ticket is printed. */
    async takesTicket(patient: RegExp): Promise<void> {
      await at(texts.done.title);
      await expect(page.getByRole("img", { name: patient })).toBeVisible();
      await touch.tap(texts.done.print);
      await expect(page.getByText(texts.printing.printed)).toBeVisible();
    },

    /** Ends the session on the success screen: whoever comes next needn't wait for it to run out. */
    finishes: (): Promise<void> => touch.tap(texts.done.finish),
  };
}

/** At a hub doctors are listed under their specialities: from the list of branches, or from the branch that was chosen (null), to a free time. */
export async function toTimeAtHub(
  visit: ReturnType<typeof visitor>,
  branch: RegExp | null = /Лечебно-хирургическое/,
): Promise<void> {
  if (branch) {
    await visit.at(texts.branch.title);
    await visit.choose(branch);
  }
  await visit.at(texts.service.title);
  await visit.choose(/^Стоматолог/);
  await visit.toTimeOfService(/стоматолог/i);
}
