import type { Layer } from '../../layers';
import type { Block } from '../../spec';
import { blocksOf } from '../decoder';

/** Like `blocksOf`, for layers that need more than a name to tell them apart: equal descriptions are built alike. */
export function blocksByDescription<Description>(
  count: number,
  describe: (index: number) => Description,
  layersOf: (description: Description) => readonly Layer[],
): Block[] {
  const byKey = new Map<string, Description>();
  return blocksOf(
    count,
    (index) => {
      const description = describe(index);
      const key = JSON.stringify(description);
      if (!byKey.has(key)) byKey.set(key, description);
      return key;
    },
    (key) => {
      const description = byKey.get(key);
      return description === undefined ? [] : layersOf(description);
    },
  );
}
