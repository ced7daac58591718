import type { Tree } from '@lezer/common';

/** The nodes of a syntax tree in the order of the text. */
export function nodesOf(tree: Tree): string[] {
  const nodes: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      nodes.push(`${name} ${from} ${to}`);
    },
  });
  return nodes;
}
