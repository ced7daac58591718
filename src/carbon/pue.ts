/** Power usage effectiveness: all that a site draws over what its computers draw. 1 or more. */
export interface PueFact {
  readonly pue: number;
  readonly source: string;
}

/** A data centre nobody described. */
export const dataCentrePue: PueFact = {
  pue: 1.56,
  source: 'mean of the Uptime Institute Global Data Center Survey 2024',
};

/** A computer under a desk or in a bag has no cooling plant. */
export const officePue: PueFact = { pue: 1, source: 'no data centre around a computer in a room' };
