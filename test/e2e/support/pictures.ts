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
/** How wide texts are by the fonts that the checked-in pictures were made with. */
const fontsFile = path.join(folder, 'fonts.json');

interface PictureDifference {
  /** Mean over the picture, of 255. */
  readonly mean: number;
  /** Of the pixels, those that differ clearly, from 0 to 1. */
  readonly share: number;
  /** Stretches as large as some words whose mean colour differs clearly: a text that is missing, or that has moved. */
  readonly words: number;
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
  const result = { small: btoa(String.fromCharCode(...bytes)), mean: 255, share: 1, words: 1e6 };
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
  let words = 0;
  const [wide, high] = [96 / shrink, 24 / shrink];
  for (let top = 0; top + high <= height; top += high)
    for (let left = 0; left + wide <= width; left += wide) {
      const sums = [0, 0, 0];
      for (let y = top; y < top + high; y += 1)
        for (let x = left; x < left + wide; x += 1)
          for (const channel of [0, 1, 2]) {
            const at = 4 * (y * width + x) + channel;
            sums[channel] += small.data[at] - expected[at];
          }
      if (Math.max(...sums.map(Math.abs)) / (wide * high) > 8) words += 1;
    }
  return { ...result, words, mean: sum / (expected.length / 4), share: clear / (expected.length / 4) };
}`;

/** Runs in the page: widths of a text in the fonts that VS Code takes. */
const fontsInPage = `(() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  return ['system-ui', 'sans-serif', 'monospace'].map((family) => {
    context.font = '40px ' + family;
    return Math.round(context.measureText('Wattlens: 1.25 kWh').width);
  });
})()`;

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
    const fonts = `[${(await blank.evaluate<readonly number[]>(fontsInPage)).join(', ')}]`;
    if (process.env['WATTLENS_GOLDEN'] !== '1') {
      const areFontsKnown = existsSync(fontsFile) && readFileSync(fontsFile, 'utf8').trim() === fonts;
      return areFontsKnown ? found : { ...found, words: 0 };
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, Buffer.from(found.small, 'base64'));
    writeFileSync(fontsFile, `${fonts}\n`);
    return { mean: 0, share: 0, words: 0 };
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
 * Waits until the window looks as in the checked-in picture of that name and theme, but for letters and a few edges; of a part of it,
 * with all its texts, where the fonts are those of the picture. What the window looked like is left in out/screenshots.
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
      // A hover fades in.
      animations: 'disabled',
      ...(part === undefined ? {} : { clip: part }),
    });
    const found = await pictureDifference(page, name, picture, part === undefined ? shrink : shrinkOfPart);
    const isEveryWordThere = part === undefined || found.words <= 2;
    if (found.mean < 8 && found.share < 0.06 && isEveryWordThere) return true;
    throw new Error(
      `a mean difference of ${found.mean.toFixed(1)} of 255, ${found.share.toFixed(3)} of it clear, in ${found.words} places`,
    );
  });
}
