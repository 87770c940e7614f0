/** What a patient or a clinic can choose about how a screen looks. The core's languages come from its files. */
export const sizes = [
  { width: 1080, height: 1920 },
  { width: 1280, height: 1024 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
] as const;
export const themes = ["light", "dark", "contrast"] as const;
export const textSizes = ["normal", "large", "largest"] as const;
export const reaches = ["usual", "low"] as const;

export type Look = {
  readonly size: (typeof sizes)[number];
  readonly language: string;
  readonly theme: (typeof themes)[number];
  readonly text: (typeof textSizes)[number];
  readonly reach: (typeof reaches)[number];
};

const at = <T>(values: readonly T[], place: number): T => {
  const value = values[((place % values.length) + values.length) % values.length];
  if (value === undefined) throw new Error("no values to choose from");
  return value;
};

/**
 * Four looks for the scene of this number. Each scene is seen at every size, in every language, theme, text size
 * and reach; over many scenes each value of one meets each value of any other.
 */
export function looksOf(scene: number, languages: readonly string[]): readonly Look[] {
  const turn = Math.floor(scene / 4);
  const four = Math.max(4, languages.length);
  return Array.from({ length: four }, (_, place) => ({
    size: at(sizes, place),
    language: at(languages, place + scene),
    // The fourth place takes each of the three values in turn.
    theme: (place + turn) % 4 === 3 ? at(themes, scene) : at(themes, (place + turn) % 4),
    text:
      (turn + 4 - place) % 4 === 3 ? at(textSizes, scene + 1) : at(textSizes, (turn + 4 - (place % 4)) % 4),
    reach: at(reaches, Math.floor(place / 2) + scene + turn),
  }));
}

/**
 * Which of the scene's looks stands for the others in a quick run. It changes from scene to scene, so that over many
 * scenes each value still meets each value of any other.
 */
const quickPlace = (scene: number): number => (scene + Math.floor(scene / 5)) % 4;

/** One of the scene's looks (`quick`), or all that it leaves out (`long`). */
export const partOfLooks = (
  scene: number,
  languages: readonly string[],
  part: "quick" | "long",
): readonly Look[] =>
  looksOf(scene, languages).filter((_, place) => (place === quickPlace(scene)) === (part === "quick"));

/** The look of a kiosk that nobody has chosen anything on. */
export const usualLook: Look = {
  size: sizes[0],
  language: "ru",
  theme: "light",
  text: "normal",
  reach: "usual",
};

/** The same at every size. */
export const usualLooks: readonly Look[] = sizes.map((size) => ({ ...usualLook, size }));

/** Every look there is. Low reach is for tall screens: on others it changes nothing. */
export const allLooks = (languages: readonly string[]): readonly Look[] =>
  sizes.flatMap((size) =>
    languages.flatMap((language) =>
      themes.flatMap((theme) =>
        textSizes.flatMap((text) =>
          reaches
            .filter((reach) => reach === "usual" || size.height > size.width)
            .map((reach) => ({ size, language, theme, text, reach })),
        ),
      ),
    ),
  );

export const nameOf = ({ size, language, theme, text, reach }: Look): string =>
  `${size.width}x${size.height} ${language} ${theme} ${text}${reach === "low" ? " low" : ""}`;
