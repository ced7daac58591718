import type { Facts } from './facts';

/** Works out of a file's facts what is asked for again and again: once, and kept as long as they are. */
export function oncePerFile<Found extends object>(find: (facts: Facts) => Found): (facts: Facts) => Found {
  const kept = new WeakMap<Facts, Found>();
  // A file's questions come one after another: those about the last one need no look-up.
  let last: Facts | null = null;
  let foundOfLast: Found | null = null;
  return (facts) => {
    if (last === facts && foundOfLast !== null) return foundOfLast;
    let found = kept.get(facts);
    if (found === undefined) {
      found = find(facts);
      kept.set(facts, found);
    }
    last = facts;
    foundOfLast = found;
    return found;
  };
}
