import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { root } from "./run.ts";

/** Draws the packages' icon from the screens' one. The result is committed: `node scripts/icons.ts` after a change. */
const size = 512;
const svg = readFileSync(join(root, "renderer/public/icon.svg"), "utf8");
// Without a size of its own the picture is drawn at the view box's 32 pixels and blown up.
const picture = await loadImage(Buffer.from(svg.replace("<svg ", `<svg width="${size}" height="${size}" `)));
const canvas = createCanvas(size, size);
canvas.getContext("2d").drawImage(picture, 0, 0, size, size);
mkdirSync(join(root, "assets/icons"), { recursive: true });
writeFileSync(join(root, "assets/icons/icon.png"), canvas.toBuffer("image/png"));
