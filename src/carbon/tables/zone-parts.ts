/**
 * ISO 3166-2 code | the zone that it is a part of.
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const zonePartTable = `
IN-GJ | IN-WE
IN-MP | IN-WE
IN-CT | IN-WE
IN-MH | IN-WE
IN-GA | IN-WE
IN-DD | IN-WE
IN-DH | IN-WE
IN-DN | IN-WE
IN-CH | IN-NO
IN-DL | IN-NO
IN-HR | IN-NO
IN-HP | IN-NO
IN-JK | IN-NO
IN-LA | IN-NO
IN-PB | IN-NO
IN-RJ | IN-NO
IN-UP | IN-NO
IN-UT | IN-NO
IN-UK | IN-NO
IN-AP | IN-SO
IN-TG | IN-SO
IN-TS | IN-SO
IN-KA | IN-SO
IN-KL | IN-SO
IN-TN | IN-SO
IN-PY | IN-SO
IN-LD | IN-SO
IN-BR | IN-EA
IN-JH | IN-EA
IN-OR | IN-EA
IN-OD | IN-EA
IN-WB | IN-EA
IN-SK | IN-EA
IN-AN | IN-EA
IN-AR | IN-NE
IN-AS | IN-NE
IN-MN | IN-NE
IN-ML | IN-NE
IN-MZ | IN-NE
IN-NL | IN-NE
IN-TR | IN-NE
AU-ACT | AU-NSW
`;
