import * as v from 'valibot';

const rowSchema = v.object({
  source: v.string(),
  rung: v.number(),
  usable: v.boolean(),
  why: v.string(),
  fix: v.nullable(v.string()),
  isAbsent: v.optional(v.boolean()),
  used: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      provenance: v.string(),
      within: v.nullable(v.string()),
    }),
  ),
});
export type DiagnosisRow = v.InferOutput<typeof rowSchema>;

/** What `wattlens doctor --json` prints; null where it is something else. */
export function readDiagnosis(text: string): DiagnosisRow[] | null {
  try {
    const parsed = v.safeParse(v.array(rowSchema), JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
