import type { Facts } from './facts';

/** Works out of a file's facts what is asked for again and again: once, and kept as long as they are. */
export function oncePerFile<Found extends object>(find: (facts: Facts) => Found): (facts: Facts) => Found {
  const kept = new WeakMap<Facts, Found>();
  return (facts) => {
    const known = kept.get(facts);
    if (known !== undefined) return known;
    const found = find(facts);
    kept.set(facts, found);
    return found;
  };
}
