const [minute, hour, day] = [60, 3600, 86_400];
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 300, 1000].map((days) => days * day),
];

/** Seconds between the ticks of an axis that is so many seconds long: whole seconds, minutes, hours or days. */
export const timeStep = (seconds: number, mostTicks: number): number =>
  steps.find((step) => seconds / step <= mostTicks) ?? seconds / mostTicks;
