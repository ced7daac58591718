/** A moment of a training: how many units were done, when, and with how many joules. Each never falls. */
export interface ProgressPoint {
  readonly seconds: number;
  readonly done: number;
  readonly joules: number;
}

/** More moments than these tell a forecast no more. */
const mostMoments = 200;

/**
 * Adds a moment to those of a training, in rising order. Of too many the one goes that lies closest between its neighbours in
 * time: what remains is spread evenly, and both ends of a pause stay.
 */
export function addMoment(moments: ProgressPoint[], moment: ProgressPoint): void {
  moments.push(moment);
  if (moments.length <= mostMoments) return;
  let least = Infinity;
  let position = 1;
  for (let index = 1; index < moments.length - 1; index += 1) {
    const gap = (moments[index + 1]?.seconds ?? 0) - (moments[index - 1]?.seconds ?? 0);
    if (gap >= least) continue;
    least = gap;
    position = index;
  }
  moments.splice(position, 1);
}
