/**
 * Cloud provider | power usage effectiveness. Green Algorithms, defaults_PUE.csv (CC BY 4.0), from nutanix.dev (May 2023).
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const providerPueTable = `
gcp | 1.12
aws | 1.2
azure | 1.12
ovh | 1.09
oracle | 1.2
`;
