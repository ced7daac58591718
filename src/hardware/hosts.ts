import { said, type Message } from '../units/message';
import type { Range } from '../units/quantities';
import type { Accelerator } from './accelerators';

/** The computer around an accelerator: processors, memory, network, fans and the loss of the power supply. */
export interface Host {
  /** Watts for each accelerator while training. */
  readonly wattsPerAccelerator: Range;
  /** The most that matrix work can draw, as a share of the accelerator's power limit: below 1 where the limit is the board's design power. */
  readonly acceleratorDrawShare: number;
  readonly source: Message;
}

const around = (mid: number, low: number, high: number): Range => ({ low, mid, high });

type Rule = readonly [name: RegExp, watts: Range, drawShare: number, source: Message];

const rules: readonly Rule[] = [
  [
    /^TPU v2/,
    around(40, 25, 60),
    0.68,
    said`measured 208 W a chip with its host (Patterson et al. 2021), design power 280 W`,
  ],
  [
    /^TPU v3/,
    around(60, 40, 90),
    0.6,
    said`measured 245 to 310 W a chip with its host (Patterson et al. 2021), design power 450 W`,
  ],
  [
    /^TPU v4/,
    around(200, 140, 240),
    1,
    said`378.5 W a chip with its host (Chowdhery et al. 2022, PaLM), 192 W the chip (Jouppi et al. 2023)`,
  ],
  [/^TPU/, around(120, 60, 200), 0.85, said`assumed between TPU v3 and v4`],
  [
    /^P100/,
    around(55, 35, 90),
    0.45,
    said`172 to 189 W a card with processors and memory, measured by Strubell et al. 2019`,
  ],
  [
    /^V100/,
    around(85, 55, 120),
    0.9,
    said`330 W a card with its host, measured (Patterson et al. 2021), limit 300 W`,
  ],
  [
    /^(B[123]00|GB[23]00)/,
    around(340, 220, 500),
    1,
    said`NVIDIA DGX B200: 14.3 kW at most for 8 of 1000 W; a typical half of the rest`,
  ],
  [
    /^(H100|H200|H800|H20|GH200|MI3|Gaudi 3)/,
    around(220, 140, 400),
    1,
    said`NVIDIA DGX H100: 10.2 kW at most for 8 of 700 W; typical servers 1.2 to 1.4 times their accelerators`,
  ],
  [
    /^(A100|A800|MI2|MI1|Gaudi 2|Data Center|Ascend|Trainium|A40)/,
    around(140, 80, 280),
    1,
    said`NVIDIA DGX A100: 6.5 kW at most for 8 of 400 W; typical servers 1.2 to 1.4 times their accelerators`,
  ],
];

const byKind: Readonly<Record<Accelerator['kind'], Host>> = {
  'data centre': {
    wattsPerAccelerator: around(60, 30, 110),
    acceleratorDrawShare: 1,
    source: said`assumed: a server of smaller cards`,
  },
  workstation: {
    wattsPerAccelerator: around(110, 60, 200),
    acceleratorDrawShare: 1,
    source: said`assumed: a workstation`,
  },
  desktop: {
    wattsPerAccelerator: around(90, 50, 170),
    acceleratorDrawShare: 1,
    source: said`assumed: a desktop computer`,
  },
  laptop: {
    wattsPerAccelerator: around(30, 15, 55),
    acceleratorDrawShare: 1,
    source: said`assumed: a laptop`,
  },
  'shared memory': {
    wattsPerAccelerator: around(10, 5, 25),
    acceleratorDrawShare: 1,
    source: said`assumed: the rest of a computer on one chip`,
  },
  processor: {
    wattsPerAccelerator: around(30, 12, 70),
    acceleratorDrawShare: 1,
    source: said`assumed: the rest of a computer`,
  },
};

/** The host of an accelerator by its kind of server. */
export function hostOf(accelerator: Accelerator): Host {
  const rule = rules.find(([name]) => name.test(accelerator.name));
  if (rule === undefined) return byKind[accelerator.kind];
  const [, wattsPerAccelerator, acceleratorDrawShare, source] = rule;
  return { wattsPerAccelerator, acceleratorDrawShare, source };
}
