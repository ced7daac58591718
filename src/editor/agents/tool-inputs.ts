import * as v from 'valibot';
import { dtypes } from '../../energy/plan-options';
import { toolNames, type ToolName } from './tool-names';

const atLeastOne = v.pipe(v.number(), v.finite(), v.minValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** What each tool is asked with. package.json has the same as JSON schema, for the model; its answers are checked here. */
export const toolInputs = {
  [toolNames.estimateModelCost]: v.pipe(
    v.strictObject({
      /** Absolute, or relative to a workspace folder. */
      file: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
      /** Takes the place of what the file holds now; with `file`, the difference is told too. */
      content: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2_000_000))),
      plan: v.optional(
        v.strictObject({
          hardware: v.optional(name),
          gpus: v.optional(v.pipe(count, v.maxValue(1_000_000))),
          tokens: v.optional(atLeastOne),
          sequenceLength: v.optional(count),
          batchSize: v.optional(count),
          dtype: v.optional(v.picklist(dtypes)),
          region: v.optional(name),
          pue: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(5))),
        }),
      ),
    }),
    v.check(
      ({ file, content }) => file !== undefined || content !== undefined,
      'one of file and content is needed',
    ),
  ),
  [toolNames.listRuns]: v.strictObject({
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
    state: v.optional(v.picklist(['running', 'ended', 'interrupted'])),
    /** Part of the command, the label or the folder, in any case. */
    search: v.optional(name),
  }),
  [toolNames.runReport]: v.strictObject({
    /** No path: a run of the runs folder, and no other file. */
    run: v.optional(
      v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/, 'the id of a run, its beginning, or latest')),
      'latest',
    ),
    format: v.optional(v.picklist(['text', 'markdown', 'json']), 'text'),
  }),
  [toolNames.diagnosePowerSources]: v.strictObject({}),
} as const satisfies Record<ToolName, v.GenericSchema>;

export type ToolInput<Name extends ToolName> = v.InferOutput<(typeof toolInputs)[Name]>;

/** Checks what a model asks with. Throws an error whose message says what is wrong and where: models read it and try again. */
export function readToolInput<Name extends ToolName>(tool: Name, input: unknown): ToolInput<Name> {
  const parsed = v.safeParse(toolInputs[tool], input ?? {});
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? issue.message : `${path}: ${issue.message}`;
  });
  throw new Error(`Wrong input for ${tool}: ${problems.join('; ')}.`);
}
