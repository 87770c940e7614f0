import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { patient, secondPatient, texts } from "../patient.ts";
import { portal, visitor } from "../portal.ts";
import { hireStaff, receptionist, signInStaff } from "../staff.ts";

const running = portal("registratura40");
test.beforeAll(() => hireStaff(running().dataDir));

const helping = texts.helped.by.replace("{{name}}", receptionist.name);
const yellow = /\d\d:\d\d\s*резерв/;

test("a receptionist helps a patient book a time of reception's: the ticket and the audit say so, and the next patient sees nothing of it", async ({
  page,
}) => {
  await page.goto(running().url);
  await signInStaff(page, receptionist);
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.help.title}`) }).click();
  await page.getByRole("button", { name: texts.staff.help.reason.doctorAsked }).click();
  await expect(page.getByText(helping)).toBeVisible();

  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.at(texts.here.title);
  await visit.choose(/ул\.\s*Знаменская, 60/);
  await visit.at(texts.service.title);
  await visit.choose(/^Стоматолог\s*первый раз/);
  await visit.at(texts.doctor.title);
  await visit.choose(/каб\./);
  await visit.at(texts.date.title);
  await visit.choose(/мест/);
  await visit.at(texts.time.title);
  await expect(page.getByText(helping)).toBeVisible();
  const time = page.getByRole("main").getByRole("button").filter({ hasText: yellow });
  await expect(page.getByText(/\d\d:\d\d/).first()).toBeVisible();
  // Times that can be taken may stand on several pages.
  const more = page.getByRole("button", { name: texts.pager.more, exact: true });
  await expect(time.or(more).first()).toBeVisible();
  while ((await time.count()) === 0) await more.click();
  await time.first().click();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.withoutPhone);
  await visit.at(texts.done.title);
  await page.getByRole("button", { name: texts.done.print }).click();
  await expect(page.getByText(texts.printing.printed).first()).toBeVisible();
  await page.getByRole("button", { name: texts.helped.end }).click();
  await expect(page.getByText(helping)).toHaveCount(0);

  const files = dataFilesIn(running().dataDir);
  const records = () => checkAudit(files, readFileSync(files.keyFile)).records;
  await expect
    .poll(() =>
      records()
        .filter(({ act }) => act.startsWith("help."))
        .map(({ who, act, step, detail, reason }) => [who, act, step, detail ?? "", reason]),
    )
    .toEqual(
      [
        ["help.start", "begun", ""],
        ["help.start", "done", ""],
        ["help.book", "begun", ""],
        ["help.pass", "done", "receptionTime"],
        ["help.book", "done", ""],
        ["help.end", "done", "finished"],
      ].map((record) => [
        receptionist.name,
        ...record,
        record[1] === "begun" && record[0] === "help.start" ? undefined : "doctorAsked",
      ]),
    );

  // Whoever comes next has a session without any power.
  const next = visitor(page);
  await next.signsIn(secondPatient);
  await expect(page.getByText(helping)).toHaveCount(0);
  await next.hereAndNearest();
  await next.at(texts.consent.title);
  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await next.at(texts.doctor.title);
  await next.choose(/каб\./);
  await next.at(texts.date.title);
  await next.choose(/мест/);
  await next.at(texts.time.title);
  await expect(time).toHaveCount(0);
  await next.leaves();
});

test("the key at the top ends help, and the staff screens ask for a PIN again", async ({ page }) => {
  await page.goto(running().url);
  await signInStaff(page, receptionist);
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.help.title}`) }).click();
  await page.getByRole("button", { name: texts.staff.help.own }).click();
  await visitor(page).write("ОЧКИ");
  await page.getByRole("button", { name: texts.staff.help.start }).click();
  await expect(page.getByText(helping)).toBeVisible();
  await page.getByRole("button", { name: texts.helped.end }).click();
  await expect(page.getByText(helping)).toHaveCount(0);
  await expect(page.getByText(receptionist.name)).toHaveCount(0);
  await signInStaff(page, receptionist);
});
