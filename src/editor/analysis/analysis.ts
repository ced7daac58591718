import type { Advice, Fix } from '../../advice/advice';
import type { CommandReading } from '../../detect/commands/command-reading';
import type { Detection } from '../../detect/detection';
import type { DetectedPlan } from '../../detect/plan-keys';
import type { Judged, Project } from '../../detect/project/project';
import type { TrainingPlan } from '../../energy/plans/plan-fields';
import type { StatedNumbers } from '../../energy/plans/script-plan';
import type { Span } from '../../model/reading';
import { said, type Message } from '../../units/message';
import type { Changes, ToModelPage } from '../../../webview/model/protocol';
import { projectOn } from '../detector';
import type * as estimators from '../estimator';
import type { DifferenceFrom } from '../lenses/differences-from';
import type { LookedAt } from '../model-panel/what-if';
import type { CostSettings, ModelCost } from '../model-cost';
import type { Translate } from '../translate';
import { KeptCosts } from './kept-costs';

/** A text, and under what its models are estimated. */
export interface Question {
  readonly text: string;
  /** The editor's name of its language. */
  readonly language: string;
  readonly settings: CostSettings;
}

/** What stands behind one value of a text. */
export interface HintText {
  readonly label: Message;
  /** Shown with the setting `valuesThatMatter`, not with `all` alone. */
  readonly matters: boolean;
  readonly span: Span;
}

/** Advice whose ways out are asked for by its place in the list. */
export type ToldAdvice = Omit<Advice, 'fixes'>;

/** A training script, and what tells of its plan beside its text. */
export interface ScriptTexts {
  readonly name: string;
  readonly text: string;
  readonly plan: DetectedPlan;
  /** The files that its command names. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly commands: readonly Pick<CommandReading, 'plan' | 'processes' | 'arguments'>[];
}

/** A text with what a person tries in it, and the tried values to be pasted. */
export interface Tried {
  readonly text: string;
  readonly values: string;
}

type Estimator = typeof estimators;

/**
 * What texts tell of models and of training: all that takes longer than the extension host may be held up. It runs in a thread of its
 * own (thread.ts); what goes in and comes out is plain data. Nothing here knows VS Code.
 */
export class Analysis {
  private readonly projects = new Map<string, Project>();
  private readonly costs = new KeptCosts();

  constructor(private readonly translate: Translate) {}

  /** The models of a text; without the places of their values, of which there may be thousands. */
  async modelCosts(question: Question): Promise<readonly ModelCost[]> {
    const { costs } = this.costs.of(question, await this.estimator());
    return costs.map(withoutPlaces);
  }

  /** The hints of a text, in its order. */
  async valueHints(question: Question): Promise<readonly HintText[]> {
    const { hints } = this.costs.of(question, await this.estimator());
    return (await hints()).map(({ label, concept, span }) => ({ label, matters: concept.matters, span }));
  }

  /** What other values in the place of the hint at an offset would change, as Markdown; null where there is no such hint. */
  async otherValues(question: Question, offset: number): Promise<string | null> {
    const estimator = await this.estimator();
    const { costs, hints } = this.costs.of(question, estimator);
    const hint = (await hints()).find(({ span }) => span.offset === offset);
    const cost = hint === undefined ? undefined : costs[hint.model];
    if (hint === undefined || cost?.kind !== 'estimate') return null;
    const { text, language, settings } = question;
    return estimator.otherValuesMarkdown(text, language, settings, hint, cost);
  }

  /** On what a model's estimate rests, as Markdown; null where there is none. */
  async basis(question: Question, model: number): Promise<string | null> {
    const estimator = await this.estimator();
    const cost = this.costs.of(question, estimator).costs[model];
    if (cost?.kind !== 'estimate') return null;
    return estimator.basisMarkdown(cost.estimate, cost.reading.approximate ?? null);
  }

  /** What there is to say of a text's models. */
  async advice(question: Question): Promise<readonly ToldAdvice[]> {
    const { advice } = this.costs.of(question, await this.estimator());
    return (await advice()).map(({ fixes: _fixes, ...told }) => told);
  }

  /** The ways out of one piece of advice, the best first. */
  async fixes(question: Question, index: number): Promise<readonly Fix[]> {
    const { advice } = this.costs.of(question, await this.estimator());
    return (await advice())[index]?.fixes() ?? [];
  }

  /** How the models of a text differ from those of each of several earlier ones. */
  async differences(
    question: Question,
    earlier: readonly string[],
  ): Promise<readonly (readonly DifferenceFrom[])[]> {
    const estimator = await this.estimator();
    const { costs } = this.costs.of(question, estimator);
    const { text, language, settings } = question;
    const present = costs.map(withoutPlaces);
    return earlier.map((before) =>
      estimator.differencesFrom(before, text, language, settings, costs).map(({ model, ...difference }) => {
        const cost = present[model];
        return { ...difference, model, ...(cost?.kind === 'estimate' ? { cost } : {}) };
      }),
    );
  }

  /** What a training script, the files of its command and its arguments say of its plan together; null where they say nothing. */
  async scriptPlan({ name, text, plan, files, commands }: ScriptTexts): Promise<TrainingPlan | null> {
    const { argumentNumbers, planOfScript, placedIn, readScriptOptions, readTrainingPlan, statedPlan } =
      await this.estimator();
    const options = readScriptOptions(text);
    const ownPlan = (of: string, file: string): TrainingPlan[] => {
      const reading = readTrainingPlan(of);
      return reading.kind === 'plan' ? [placedIn(reading.plan, file)] : [];
    };
    const joined = planOfScript([
      statedPlan(plan, said`from ${name}`),
      ...(options === null ? [] : [placedIn(options, name)]),
      ...ownPlan(text, name),
      ...files.flatMap((file) => ownPlan(file.text, file.name)),
      ...commands.map(({ plan: stated, processes, arguments: words }) => {
        const own: StatedNumbers = Object.fromEntries(
          [...argumentNumbers(words, text)].map(([option, { value }]) => [option, value] as const),
        );
        const devices = processes === null ? {} : { gpus: processes };
        return statedPlan({ ...devices, ...stated, ...own }, said`from the arguments of ${name}`);
      }),
    ]);
    return Object.keys(joined.options).length > 0 || joined.baseModel !== null || joined.adapter !== null
      ? joined
      : null;
  }

  /** What the page of a model shows, with what a person tries. */
  async modelPage(fileName: string, looked: LookedAt, changes: Changes): Promise<ToModelPage> {
    const estimator = await this.estimator();
    const { costs, hints } = this.costs.of(looked, estimator);
    return estimator.modelView(fileName, looked, costs, await hints(), changes);
  }

  async tried(looked: LookedAt, changes: Changes): Promise<Tried> {
    const estimator = await this.estimator();
    const { costs, hints } = this.costs.of(looked, estimator);
    const places = estimator.valuePlaces(looked, costs, await hints());
    return {
      text: estimator.changedText(looked.text, places, changes),
      values: estimator.changesText(places, changes),
    };
  }

  /** The verdict on a text as that of a file of a folder's project; the folder's other files are read as they are on disk. */
  judge(root: string | null, path: string, text: string): Promise<Judged> {
    const key = root ?? '';
    const project = this.projects.get(key) ?? projectOn(root);
    this.projects.set(key, project);
    return Promise.resolve(project.judge(path, text));
  }

  async trains(root: string | null, path: string, text: string): Promise<boolean> {
    return (await this.judge(root, path, text)).detection.training;
  }

  /** The verdict on one file, with how its project starts it: the project is read anew. */
  detect(path: string, text: string): Promise<Detection> {
    return Promise.resolve(projectOn(null).detect(path, text));
  }

  /** Files have changed, or are there now, or are gone. */
  forget(paths: readonly string[]): Promise<void> {
    for (const project of this.projects.values()) for (const path of paths) project.forget(path);
    return Promise.resolve();
  }

  /** Loaded when the first text may describe a model. It is a bundle of its own, with a translator of its own. */
  private async estimator(): Promise<Estimator> {
    const estimator = await import('../estimator');
    estimator.useTranslator(this.translate);
    return estimator;
  }
}

const withoutPlaces = (cost: ModelCost): ModelCost =>
  cost.kind === 'estimate' || cost.kind === 'planProblem'
    ? {
        ...cost,
        reading: { ...cost.reading, positions: new Map() },
        ...(cost.kind === 'estimate' ? { planPositions: new Map() } : {}),
      }
    : cost;
