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
 * Half of the scene's looks, every other one: a tall and a wide screen. The halves change from scene to scene, so
 * that each half by itself has every value with any other over many scenes.
 */
export const halfOfLooks = (
  scene: number,
  languages: readonly string[],
  half: "first" | "second",
): readonly Look[] =>
  looksOf(scene, languages).filter(
    (_, place) => (place + Math.floor(scene / 5)) % 2 === (half === "first" ? 0 : 1),
  );

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
