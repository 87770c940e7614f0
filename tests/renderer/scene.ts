import type { Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";
import type { World } from "./world.ts";

/** One picture of the kiosk: how the world must be, how a patient gets there, and words that show it is reached. */
export type Scene = {
  readonly name: string;
  readonly words: string | RegExp;
  readonly world?: (world: World) => void;
  readonly reach: (page: Page, core: FakeCore) => Promise<void>;
  /** Nothing that a patient may have chosen changes it: it is seen at each size, as usual otherwise. */
  readonly unchosen?: true;
};
