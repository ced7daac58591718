import * as v from 'valibot';
import type { PlanOptions } from '../energy/plan-options';

/** The values of a plan that *Change Plan* sets. */
const choicesSchema = v.object({
  hardware: v.optional(v.string()),
  gpus: v.optional(v.number()),
  tokens: v.optional(v.number()),
  sequenceLength: v.optional(v.number()),
  batchSize: v.optional(v.number()),
  dtype: v.optional(v.string()),
  region: v.optional(v.string()),
});

export type PlanChoices = v.InferOutput<typeof choicesSchema> & PlanOptions;
export type PlanChoice = keyof v.InferOutput<typeof choicesSchema>;

const keptSchema = v.object({
  workspace: v.optional(choicesSchema, {}),
  documents: v.optional(v.record(v.string(), choicesSchema), {}),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** Where it is kept; VS Code's Memento is one. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'wattlens.planChoices';

/** What a person chose of the plan for the workspace, and for one document of it. The document's stands over the workspace's. */
export class KeptPlanChoices {
  constructor(private readonly memory: Memory) {}

  private kept(): Kept {
    const parsed = v.safeParse(keptSchema, this.memory.get(key) ?? {});
    return parsed.success ? parsed.output : { workspace: {}, documents: {} };
  }

  of(document: string): PlanChoices {
    const { workspace, documents } = this.kept();
    const chosen = { ...workspace, ...(Object.hasOwn(documents, document) ? documents[document] : {}) };
    return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  }

  /** Keeps a value for a document, or, where that is null, for the workspace. */
  async choose<Choice extends PlanChoice>(
    document: string | null,
    choice: Choice,
    value: PlanChoices[Choice],
  ): Promise<void> {
    const { workspace, documents } = this.kept();
    if (document === null)
      await this.memory.update(key, { workspace: { ...workspace, [choice]: value }, documents });
    else {
      const own = { ...(documents[document] ?? {}), [choice]: value };
      await this.memory.update(key, { workspace, documents: { ...documents, [document]: own } });
    }
  }

  /** Keeps several values for a document. False where they are no choices of a plan; nothing is kept then. */
  async chooseAll(document: string, values: unknown): Promise<boolean> {
    const parsed = v.safeParse(choicesSchema, values);
    if (!parsed.success) return false;
    const { workspace, documents } = this.kept();
    const own = { ...(documents[document] ?? {}), ...parsed.output };
    await this.memory.update(key, { workspace, documents: { ...documents, [document]: own } });
    return true;
  }

  /** Forgets what was chosen for a document and for the workspace. */
  async reset(document: string): Promise<void> {
    const { documents } = this.kept();
    const others = Object.entries(documents).filter(([uri]) => uri !== document);
    await this.memory.update(key, { workspace: {}, documents: Object.fromEntries(others) });
  }
}
