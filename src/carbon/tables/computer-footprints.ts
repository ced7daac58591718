/**
 * Kind of computer | products | kg CO2e of making, moving and scrapping one: a tenth have less | the half | nine tenths. Boavizta,
 * environmental footprint data, from makers’ own reports, under the Open Database License 1.0, which this file keeps:
 * https://opendatacommons.org/licenses/odbl/1-0/
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const computerFootprintTable = `
laptop | 422 | 156 | 241 | 339
desktop | 254 | 196 | 303 | 490
server | 55 | 726 | 1278 | 1946
`;
