import * as v from 'valibot';

/** What the host and the page of every panel say to each other, beside the messages of their kind. */

/** A PNG in base64. */
const pictureSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/), v.maxLength(30_000_000));

export const commonPanelMessageSchema = v.variant('type', [
  /** The page is there: it is to be shown everything. */
  v.object({ type: v.literal('ready') }),
  /** Its charts are to be written to a file. */
  v.object({ type: v.literal('savePicture'), base64: pictureSchema }),
]);
export type CommonPanelMessage = v.InferOutput<typeof commonPanelMessageSchema>;

/** The host's state of the panel, by which it is made again after a reload of the window. */
export const keepStateSchema = v.object({ type: v.literal('keepState'), state: v.unknown() });
export type KeepState = v.InferOutput<typeof keepStateSchema>;

/** All that a page keeps while it is hidden or moved, and over a reload of the window. */
export const keptSchema = v.object({
  /** The host's. */
  panel: v.optional(v.unknown()),
  /** What a person has chosen on the page. */
  page: v.optional(v.unknown()),
  /** How far the page is scrolled, in pixels. */
  scroll: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});
export type Kept = v.InferOutput<typeof keptSchema>;
