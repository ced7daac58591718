import { said, type Message } from '../units/message';
import type { Accelerator } from './accelerators';

/** How fast a device talks to the others of its node, and to other nodes; GB/s of 10^9 bytes, one direction, one device. */
export interface Interconnect {
  readonly devicesPerNode: number;
  readonly withinNodeGigabytesPerSecond: number;
  readonly betweenNodesGigabytesPerSecond: number;
  readonly source: Message;
}

type Rule = readonly [
  name: RegExp,
  devicesPerNode: number,
  withinNode: number,
  betweenNodes: number,
  source: Message,
];

/** The first rule that a name matches counts. Between nodes: a reference server's network cards, an accelerator's share. */
const rules: readonly Rule[] = [
  [/^(GB200|GB300)/, 72, 900, 50, said`NVLink 5, 72 in a domain (NVIDIA GB200 NVL72); 400 Gbit/s each`],
  [/^(B100|B200|B300)/, 8, 900, 50, said`NVLink 5 (NVIDIA DGX B200); 400 Gbit/s each`],
  [/^(H800|A800) SXM/, 8, 200, 50, said`NVLink at 400 GB/s both ways (NVIDIA H800, A800); 400 Gbit/s each`],
  [/^(H20$|H100 SXM|H200 SXM|H100 96GB)/, 8, 450, 50, said`NVLink 4 (NVIDIA DGX H100); 400 Gbit/s each`],
  [/^(H100 NVL|H200 NVL)/, 8, 300, 25, said`NVLink bridges in pairs (NVIDIA); 200 Gbit/s each`],
  [/^GH200/, 1, 450, 50, said`one to a node; 400 Gbit/s each`],
  [/^A100 SXM/, 8, 300, 25, said`NVLink 3 (NVIDIA DGX A100); 200 Gbit/s each`],
  [/^V100 SXM/, 8, 150, 12.5, said`NVLink 2 (NVIDIA DGX-1); 100 Gbit/s for each`],
  [/^P100 SXM/, 8, 80, 6.25, said`NVLink 1 (NVIDIA DGX-1); 4 x 100 Gbit/s for 8`],
  [
    /^(MI300|MI308|MI325|MI350|MI355)/,
    8,
    448,
    50,
    said`Infinity Fabric, 7 links of 64 GB/s (AMD); 400 Gbit/s each`,
  ],
  [/^MI2[05]0|^MI210/, 4, 100, 25, said`Infinity Fabric (AMD); 200 Gbit/s each (LUMI)`],
  [/^TPU v2/, 256, 62, 62, said`torus of 4 links, 496 Gbit/s each (Google)`],
  [/^TPU v3/, 1024, 81, 81, said`torus of 4 links, 656 Gbit/s each (Google)`],
  [/^TPU v4/, 4096, 150, 150, said`torus of 6 links, 2400 Gbit/s together (Google)`],
  [/^TPU v5e/, 256, 100, 100, said`torus, 1600 Gbit/s together (Google)`],
  [/^TPU v5p/, 8960, 300, 300, said`torus, 4800 Gbit/s together (Google)`],
  [/^TPU v6e/, 256, 200, 200, said`torus, 3200 Gbit/s together (Google)`],
  [/^TPU v7/, 9216, 600, 600, said`torus, 9600 Gbit/s together (Google)`],
  [/^Gaudi 1/, 8, 87, 12.5, said`7 ports of 100 Gbit/s within the node (Intel)`],
  [/^Gaudi 2/, 8, 262, 37, said`21 ports of 100 Gbit/s within the node (Intel)`],
  [/^Gaudi 3/, 8, 525, 75, said`21 ports of 200 Gbit/s within the node (Intel)`],
  [/^Trainium1|^Inferentia/, 16, 96, 12.5, said`NeuronLink, 800 Gbit/s for 16 (AWS trn1)`],
  [/^Trainium2/, 16, 128, 25, said`NeuronLink 3 (AWS trn2), 3.2 Tbit/s for 16`],
  [/^Data Center GPU Max/, 8, 150, 25, said`Xe Link (Intel); 200 Gbit/s each`],
  [/^Ascend/, 8, 196, 25, said`HCCS (Huawei); 200 Gbit/s each`],
  [
    /^RTX (PRO 6000|50|40|6000|5000|4000)/,
    8,
    25,
    0.4,
    said`PCIe 4 or 5, no peer links; 25 Gbit/s Ethernet for eight assumed`,
  ],
];

const pcie: Omit<Interconnect, 'source'> = {
  devicesPerNode: 8,
  withinNodeGigabytesPerSecond: 20,
  betweenNodesGigabytesPerSecond: 0.4,
};

const known = new WeakMap<Accelerator, Interconnect>();

/** What links an accelerator to its neighbours; PCIe and ordinary Ethernet where nothing better is known of it. */
export function interconnectOf(accelerator: Accelerator): Interconnect {
  const interconnect = known.get(accelerator) ?? lookUp(accelerator);
  known.set(accelerator, interconnect);
  return interconnect;
}

function lookUp(accelerator: Accelerator): Interconnect {
  const rule = rules.find(([name]) => name.test(accelerator.name));
  if (rule === undefined) {
    if (
      accelerator.kind === 'laptop' ||
      accelerator.kind === 'shared memory' ||
      accelerator.kind === 'processor'
    ) {
      return {
        devicesPerNode: 1,
        withinNodeGigabytesPerSecond: 10,
        betweenNodesGigabytesPerSecond: 1.25,
        source: said`one to a computer; 10 Gbit/s Ethernet assumed`,
      };
    }
    return { ...pcie, source: said`PCIe and 25 Gbit/s Ethernet for eight, assumed` };
  }
  const [, devicesPerNode, withinNode, betweenNodes, source] = rule;
  return {
    devicesPerNode,
    withinNodeGigabytesPerSecond: withinNode,
    betweenNodesGigabytesPerSecond: betweenNodes,
    source,
  };
}
