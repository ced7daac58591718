import assert from 'node:assert/strict';
import { breakdownOf, joulesOf, type Breakdown } from '../../../../src/energy/breakdown/breakdown';
import {
  phases,
  sumFigures,
  type BreakdownNode,
  type Phase,
} from '../../../../src/energy/breakdown/breakdown-node';
import {
  formulaText,
  substitutionText,
  type Factor,
  type Formula,
} from '../../../../src/energy/breakdown/formula';
import { namesOf, type PartName } from '../../../../src/energy/breakdown/part-names';
import { partsOf } from '../../../../src/energy/breakdown/parts';
import type { Estimate } from '../../../../src/energy/estimate';
import { estimate } from '../../../../src/energy/estimate';
import { resolvePlan } from '../../../../src/energy/plan';
import type { PlanOptions } from '../../../../src/energy/plan-options';
import { costOf } from '../../../../src/model/cost';
import { libraryModelTypes } from '../../../../src/model/families/catalogue';
import { readModelConfig } from '../../../../src/model/read-config';
import { formatFlops, formatShare } from '../../../../src/units/format';
import { assertGolden } from '../../golden';
import { llama8b, specOf } from '../models';

interface Case {
  readonly breakdown: Breakdown;
  readonly estimated: Estimate;
}

function broken(config: object, options: PlanOptions = {}): Case {
  const spec = specOf(config);
  const resolved = resolvePlan(spec, options);
  assert.ok(resolved.ok, JSON.stringify(resolved));
  const estimated = estimate(spec, resolved.plan);
  return { breakdown: breakdownOf(spec, resolved.plan, estimated), estimated };
}

const leavesOf = (nodes: readonly BreakdownNode[]): readonly BreakdownNode[] =>
  nodes.flatMap((node) => (node.children.length === 0 ? [node] : leavesOf(node.children)));

/** The first part of a name, layer by layer. */
function leafOf({ byLayer }: Breakdown, name: PartName): BreakdownNode {
  const leaf = leavesOf(byLayer).find(({ label }) => label.kind === 'part' && label.name === name);
  assert.ok(leaf !== undefined, name);
  return leaf;
}

/** To the last digit where numbers are counted exactly, else but for the order of summing. */
function assertSame(actual: number, expected: number, what: string): void {
  if (Number.isSafeInteger(expected)) assert.equal(actual, expected, what);
  else
    assert.ok(
      Math.abs(actual - expected) <= 1e-12 * Math.abs(expected),
      `${what}: ${actual}, not ${expected}`,
    );
}

const near = (actual: number, expected: number, what: string): void => {
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );
};

function assertSumsToEstimate({ breakdown, estimated }: Case, what: string): void {
  for (const tree of [breakdown.byComponent, breakdown.byLayer]) {
    const leaves = leavesOf(tree);
    const text = leaves.filter(({ tower }) => tower === null);
    const all = sumFigures(leaves.map(({ figures }) => figures));
    const own = sumFigures(text.map(({ figures }) => figures));
    const { parameters, flops, memory, inference } = estimated;
    assertSame(all.parameters, parameters.total, `${what} parameters`);
    assertSame(all.activeParameters, parameters.active, `${what} active parameters`);
    assertSame(own.forwardFlops, flops.forward.matmul, `${what} forward`);
    assertSame(own.elementwiseFlops, flops.forward.elementwise, `${what} elementwise`);
    assertSame(own.forwardFlops + own.backwardFlops, flops.trainingStep.matmul, `${what} step`);
    assertSame(all.weightsBytes, memory.weightsBytes, `${what} weights`);
    if (memory.kvCacheBytesPerToken !== null)
      near(all.cacheBytesPerToken, memory.kvCacheBytesPerToken, `${what} cache`);
    for (const phase of phases) {
      const joules = leaves.map((leaf) => joulesOf(breakdown, leaf, phase)?.mid ?? 0);
      const whole = breakdown.joules[phase]?.mid ?? 0;
      const sum = joules.reduce((total, one) => total + one, 0);
      near(sum / (whole === 0 ? 1 : whole), whole === 0 ? 0 : 1, `${what} ${phase}`);
      assert.ok(
        joules.every((one) => one >= 0),
        `${what} ${phase} is not below 0`,
      );
    }
    assert.equal(breakdown.joules.decode === null, inference.decodeTokensPerSecond === null);
    assert.equal(new Set(allNodes(tree).map(({ id }) => id)).size, allNodes(tree).length, `${what} ids`);
  }
}

const allNodes = (nodes: readonly BreakdownNode[]): readonly BreakdownNode[] =>
  nodes.flatMap((node) => [node, ...allNodes(node.children)]);

/** A tree as people would read it. */
function treeText({ breakdown }: Case, nodes: readonly BreakdownNode[], phase: Phase): string {
  const lines = (node: BreakdownNode, depth: number): string[] => {
    const { label, figures, equation, flopsFormula, parametersFormula } = node;
    const name = label.kind === 'block' ? `${label.name} × ${label.count}` : label.name;
    const flops =
      figures.forwardFlops > 0
        ? formatFlops(figures.forwardFlops)
        : `${formatFlops(figures.elementwiseFlops)} elementwise`;
    const joules = joulesOf(breakdown, node, phase);
    return [
      `${'  '.repeat(depth)}${name}: ${figures.parameters} parameters, ${flops}, ${formatShare(node.shares[phase])} of ${phase}${joules === null ? '' : `, ${joules.mid.toPrecision(3)} J`}`,
      ...(equation === '' ? [] : [`${'  '.repeat(depth)}  | ${equation}`]),
      ...(flopsFormula === null
        ? []
        : [`${'  '.repeat(depth)}  | ${flopsFormula.symbols} = ${flopsFormula.numbers}`]),
      ...(parametersFormula === null
        ? []
        : [
            `${'  '.repeat(depth)}  | ${parametersFormula.symbols} = ${parametersFormula.numbers} parameters`,
          ]),
      ...node.children.flatMap((child) => lines(child, depth + 1)),
    ];
  };
  return nodes.flatMap((node) => lines(node, 0)).join('\n');
}

const deepseek = { model_type: 'deepseek_v3' };
const mamba = { model_type: 'falcon_mamba' };
const mixtral = { model_type: 'mixtral' };

const productOf = (factors: readonly Factor[]): number =>
  factors.reduce((product, { value }) => product * value, 1);

const formulaValue = ({ factors, over, plus }: Formula): number =>
  productOf(factors) / (over?.value ?? 1) + (plus === undefined ? 0 : productOf(plus));

describe('a breakdown', () => {
  it('sums to the estimate for model types of every family', () => {
    let seen = 0;
    for (const modelType of libraryModelTypes.filter((_, index) => index % 4 === 0)) {
      const reading = readModelConfig(JSON.stringify({ model_type: modelType }));
      if (reading.kind !== 'model') continue;
      const resolved = resolvePlan(reading.spec, { gpus: 8, batchSize: 2, tokens: 1e9 });
      if (!resolved.ok) continue;
      const estimated = estimate(reading.spec, resolved.plan);
      assertSumsToEstimate(
        { breakdown: breakdownOf(reading.spec, resolved.plan, estimated), estimated },
        modelType,
      );
      seen += 1;
    }
    assert.ok(seen > 60, String(seen));
  });

  it('sums under plans of every kind', () => {
    const plans: readonly PlanOptions[] = [
      { hardware: 'V100', dtype: 'fp16', gpus: 8, recompute: 'full' },
      { hardware: 'H100', gpus: 64, pipelineParallel: 4, tensorParallel: 2, recompute: 'selective' },
      { convention: 'tdp', gpus: 4 },
      { flashAttention: false, gpus: 8, recompute: 'selective' },
      { dtype: 'fp8', gpus: 256, batchSize: 1 },
      { gpuHours: 1000, sequenceLength: 1 },
      {
        trainable: {
          trainableParameters: 1e7,
          adapter: { method: 'lora', rank: 8, targets: ['all-linear'] },
        },
      },
      {
        trainable: {
          trainableParameters: 1e7,
          frozenBytesPerParameter: 0.5,
          adapter: { method: 'lora', rank: 8, targets: ['all-linear'], baseBits: 4 },
        },
      },
    ];
    for (const [index, plan] of plans.entries())
      for (const config of [llama8b, mixtral, mamba])
        assertSumsToEstimate(broken(config, plan), `plan ${index}`);
  });

  it('has formulas whose numbers multiply to the figures', () => {
    let checked = 0;
    for (const modelType of libraryModelTypes) {
      const reading = readModelConfig(JSON.stringify({ model_type: modelType }));
      if (reading.kind !== 'model') continue;
      for (const part of partsOf(reading.spec, { batch: 2, sequence: 96 })) {
        const flops = part.forwardFlops > 0 ? part.forwardFlops : part.elementwiseFlops;
        const what = `${modelType}: ${part.name}`;
        assert.equal(part.flopsFormula === null, flops === 0, what);
        if (part.flopsFormula !== null) near(formulaValue(part.flopsFormula) / flops, 1, what);
        assert.equal(part.parametersFormula === null, part.parameters === 0, what);
        if (part.parametersFormula !== null)
          near(formulaValue(part.parametersFormula) / part.parameters, 1, what);
        checked += 1;
      }
    }
    assert.ok(checked > 2000, String(checked));
  });

  it('writes formulas and numbers side by side', () => {
    const formula = {
      factors: [
        { symbol: '2', value: 2 },
        { symbol: 'B', value: 1 },
        { symbol: 's', value: 2048 },
      ],
      over: { symbol: 'g', value: 4 },
      plus: [{ symbol: 'b', value: 1_000_000 }],
    };
    assert.equal(formulaText(formula), '2·s / g + b');
    assert.equal(substitutionText(formula), '2 · 2,048 / 4 + 1,000,000');
    assert.equal(formulaValue(formula), 1_001_024);
  });

  it('names the terms of attention by what stands around them', () => {
    const names = (config: object): readonly string[] =>
      specOf(config).blocks.flatMap(({ layers }) => {
        const named = namesOf(layers);
        return layers.flatMap((layer, index) =>
          layer.kind === 'linear' && layer.component === 'attention.projections' ? [named[index] ?? ''] : [],
        );
      });
    const plain = ['Q projection', 'K projection', 'V projection', 'output projection'];
    assert.deepEqual(names(llama8b), plain);
    assert.deepEqual(names({ model_type: 'gpt2' }), plain);
    // Relative positions have projections of their own behind those.
    assert.deepEqual(names({ model_type: 'xlnet' }), [...plain, 'projection', 'projection']);
    assert.deepEqual(names({ model_type: 'prophetnet' }), [...plain, ...plain, 'projection']);
    const halves = names({ model_type: 'longcat_flash' });
    assert.deepEqual(halves.slice(halves.length / 2), halves.slice(0, halves.length / 2));
    const latent = [
      'latent of Q',
      'Q projection',
      'latent of K and V',
      'K and V projections',
      'output projection',
    ];
    assert.deepEqual(names(deepseek), [...latent, ...latent]);
    assert.deepEqual(names({ ...deepseek, q_lora_rank: null, first_k_dense_replace: 0 }), [
      'Q projection',
      'latent of K and V',
      'K and V projections',
      'output projection',
    ]);
  });

  it('prices a softmax below its products on wide heads, and above nothing', () => {
    const { breakdown } = broken(llama8b, { sequenceLength: 8192, gpus: 8 });
    const attention = breakdown.byComponent.find(({ id }) => id === 'attention');
    const share = (name: string): number =>
      attention?.children.find(({ id }) => id === `attention/${name}`)?.shares.training ?? NaN;
    assert.ok(share('softmax') > 0);
    assert.ok(share('softmax') < share('scores QKᵀ/√dₖ'));
    // Three products with Q and K in a flash kernel's backward pass, two with V.
    assert.ok(share('scores QKᵀ/√dₖ') > share('values times V'));
  });

  it('gives a reference’s passes to the forward pass', () => {
    const options = { gpus: 8, zeroStage: 3, batchSize: 1, recompute: 'none', tokens: 1e9 };
    const ratio = (more: PlanOptions): number => {
      const { breakdown } = broken(llama8b, { ...options, ...more });
      const leaf = leafOf(breakdown, 'down projection');
      const of = (phase: Phase): number => joulesOf(breakdown, leaf, phase)?.mid ?? NaN;
      return of('backward') / of('forward');
    };
    const without = ratio({});
    const beside = ratio({ hasReference: true, forwardPasses: 1 });
    near(without, 2 * beside, `${without}, ${beside}`);
  });

  it('gives routed experts the time that their products take, at a lower rate than others', () => {
    const mixture = { ...llama8b, model_type: 'mixtral', num_local_experts: 8, num_experts_per_tok: 2 };
    const { breakdown } = broken(mixture, { gpus: 64, batchSize: 1, tokens: 1e9, recompute: 'none' });
    const perFlop = (name: PartName): number => {
      const leaf = leafOf(breakdown, name);
      return leaf.shares.forward / leaf.figures.forwardFlops;
    };
    assert.ok(perFlop('experts') > 1.5 * perFlop('output projection'));
  });

  it('gives the optimizer to the parameters, and decoding to what is read', () => {
    const { breakdown } = broken(mixtral, { gpus: 8 });
    const experts = breakdown.byComponent.find(({ id }) => id === 'experts');
    assert.ok(experts !== undefined);
    assert.ok(experts.shares.optimizer > 0.9);
    assert.ok(experts.shares.decode > 0.5);
    const costs = costOf(specOf(mixtral), { batch: 1, sequence: 1 });
    assert.equal(
      experts.figures.parameters,
      (costs.parameters.byComponent.experts ?? 0) + (costs.parameters.byComponent.router ?? 0),
    );
    const cache = breakdown.byComponent.find(({ id }) => id === 'attention')?.figures.cacheBytesPerToken;
    assert.equal(cache, 2 * 8 * 128 * 32 * 2);
  });

  it('tells towers apart: their FLOPs are of an image, and in no energy', () => {
    const { breakdown } = broken({ model_type: 'llava' });
    const towers = breakdown.byComponent.filter(({ tower }) => tower === 'vision');
    assert.ok(towers.length > 2);
    assert.ok(towers.every(({ shares }) => shares.forward === 0 && shares.decode === 0));
    assert.ok(towers.some(({ figures }) => figures.forwardFlops > 0));
  });

  it('says by component what a model with grouped queries costs', () => {
    const plan = { hardware: 'H100', gpus: 64, tokens: 1e12, sequenceLength: 8192, batchSize: 1 };
    const found = broken(llama8b, plan);
    assertGolden(__dirname, 'grouped-query.txt', treeText(found, found.breakdown.byComponent, 'training'));
  });
  it('says by layer what a mixture of experts with latent attention costs', () => {
    const found = broken(deepseek, {
      hardware: 'H800',
      gpus: 2048,
      tokens: 1e12,
      sequenceLength: 4096,
      batchSize: 1,
    });
    assertGolden(__dirname, 'latent-attention.txt', treeText(found, found.breakdown.byLayer, 'forward'));
  });
  it('says by component what a state-space model costs to serve', () => {
    const found = broken(mamba, {
      hardware: 'A100',
      gpus: 1,
      tokens: 1e9,
      sequenceLength: 2048,
      batchSize: 8,
    });
    assertGolden(__dirname, 'state-space.txt', treeText(found, found.breakdown.byComponent, 'decode'));
  });
});
