import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../../scripts/host/workbench.mjs';
import { outFolder } from '../../../scripts/setup/paths.mjs';

const folder = path.join(__dirname, '..', 'pictures');
/** A checked-in picture has every so manieth pixel: letters blur into grey, and what they are drawn with matters little. */
const shrink = 6;
/** Of a part of the window fewer are left out: there the letters are what counts. */
const shrinkOfPart = 3;

interface PictureDifference {
  /** Mean over the picture, of 255. */
  readonly mean: number;
  /** Of the pixels, those that differ clearly, from 0 to 1. */
  readonly share: number;
}

/** Runs in the page: a picture made smaller, and how another one of that size differs from it. */
const compareInPage = `async ([picture, checkedIn, shrink]) => {
  const load = async (base64) => createImageBitmap(await (await fetch('data:image/png;base64,' + base64)).blob());
  const full = await load(picture);
  const [width, height] = [Math.round(full.width / shrink), Math.round(full.height / shrink)];
  const pixels = (image) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    return { canvas, data: context.getImageData(0, 0, width, height).data };
  };
  const small = pixels(full);
  const bytes = new Uint8Array(await (await small.canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  const result = { small: btoa(String.fromCharCode(...bytes)), mean: 255, share: 1 };
  if (checkedIn === null) return result;
  const reference = await load(checkedIn);
  if (reference.width !== width || reference.height !== height) return result;
  const expected = pixels(reference).data;
  let sum = 0;
  let clear = 0;
  for (let at = 0; at < expected.length; at += 4) {
    const difference = [0, 1, 2].reduce((most, channel) => Math.max(most, Math.abs(small.data[at + channel] - expected[at + channel])), 0);
    sum += difference;
    if (difference > 40) clear += 1;
  }
  return { ...result, mean: sum / (expected.length / 4), share: clear / (expected.length / 4) };
}`;

/** Holds a picture of the window against the checked-in one of that name; with `WATTLENS_GOLDEN=1` writes it. */
async function pictureDifference(
  page: Page,
  name: string,
  picture: Buffer,
  every: number,
): Promise<PictureDifference> {
  const file = path.join(folder, `${name}.png`);
  const checkedIn = existsSync(file) ? readFileSync(file).toString('base64') : null;
  const blank = await page.context().newPage();
  try {
    const argument = JSON.stringify([picture.toString('base64'), checkedIn, every]);
    const found = await blank.evaluate<PictureDifference & { readonly small: string }>(
      `(${compareInPage})(${argument})`,
    );
    if (process.env['WATTLENS_GOLDEN'] !== '1') return found;
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, Buffer.from(found.small, 'base64'));
    return { mean: 0, share: 0 };
  } finally {
    await blank.close();
  }
}

interface Look {
  /** What the mouse is over, so that its hover is in the picture. */
  readonly over?: Locator;
  /** The part of the window that is looked at. */
  readonly part?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * Waits until the window looks as in the checked-in picture of that name and theme, but for letters and a few edges; what the
 * window looked like is left in out/screenshots.
 */
export async function looksAsBefore(
  page: Page,
  what: string,
  theme: string,
  { over, part }: Look = {},
): Promise<void> {
  const name = `${what}-${theme.toLowerCase().replaceAll(' ', '-')}`;
  // The hover of what was clicked stays while the mouse is over it.
  await page.mouse.move(720, 890);
  const hovers = page.locator('.workbench-hover, .monaco-hover').filter({ visible: true });
  await hovers.first().waitFor({ state: 'hidden' });
  await eventually(`the window looks as in ${name}.png`, async () => {
    if (over !== undefined && (await hovers.count()) === 0) {
      await over.hover();
      await hovers.first().waitFor({ timeout: 5000 });
    }
    const picture = await page.screenshot({
      path: path.join(outFolder, 'screenshots', 'e2e', `${name}.png`),
      ...(part === undefined ? {} : { clip: part }),
    });
    const found = await pictureDifference(page, name, picture, part === undefined ? shrink : shrinkOfPart);
    if (found.mean < 8 && found.share < 0.06) return true;
    throw new Error(
      `a mean difference of ${found.mean.toFixed(1)} of 255, ${found.share.toFixed(3)} of it clear`,
    );
  });
}
