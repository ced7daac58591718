import * as v from 'valibot';

/** What the host and the page of every editor panel say to each other, beside the messages of their kind. */

/** The page is there: it is to be shown everything. */
export const commonPanelMessageSchema = v.object({ type: v.literal('ready') });

/** The state by which the panel is made again after a reload of the window. */
export const keepStateSchema = v.object({ type: v.literal('keepState'), state: v.unknown() });
export type KeepState = v.InferOutput<typeof keepStateSchema>;
