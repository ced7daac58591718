/**
 * ISO 3166-2 code | the zone that it is a part of | name.
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const zonePartTable = `
IN-GJ | IN-WE | Gujarat
IN-MP | IN-WE | Madhya Pradesh
IN-CT | IN-WE | Chhattisgarh
IN-CG | IN-WE | Chhattisgarh
IN-MH | IN-WE | Maharashtra
IN-GA | IN-WE | Goa
IN-DD | IN-WE | Daman and Diu
IN-DH | IN-WE | Dadra and Nagar Haveli and Daman and Diu
IN-DN | IN-WE | Dadra and Nagar Haveli
IN-CH | IN-NO | Chandigarh
IN-DL | IN-NO | Delhi
IN-HR | IN-NO | Haryana
IN-HP | IN-NO | Himachal Pradesh
IN-JK | IN-NO | Jammu and Kashmir
IN-LA | IN-NO | Ladakh
IN-PB | IN-NO | Punjab
IN-RJ | IN-NO | Rajasthan
IN-UP | IN-NO | Uttar Pradesh
IN-UT | IN-NO | Uttarakhand
IN-UK | IN-NO | Uttarakhand
IN-AP | IN-SO | Andhra Pradesh
IN-TG | IN-SO | Telangana
IN-TS | IN-SO | Telangana
IN-KA | IN-SO | Karnataka
IN-KL | IN-SO | Kerala
IN-TN | IN-SO | Tamil Nadu
IN-PY | IN-SO | Puducherry
IN-LD | IN-SO | Lakshadweep
IN-BR | IN-EA | Bihar
IN-JH | IN-EA | Jharkhand
IN-OR | IN-EA | Odisha
IN-OD | IN-EA | Odisha
IN-WB | IN-EA | West Bengal
IN-SK | IN-EA | Sikkim
IN-AN | IN-EA | Andaman and Nicobar Islands
IN-AR | IN-NE | Arunachal Pradesh
IN-AS | IN-NE | Assam
IN-MN | IN-NE | Manipur
IN-ML | IN-NE | Meghalaya
IN-MZ | IN-NE | Mizoram
IN-NL | IN-NE | Nagaland
IN-TR | IN-NE | Tripura
AU-ACT | AU-NSW | Australian Capital Territory
US-PR | PR | Puerto Rico
US-GU | GU | Guam
US-VI | VI | Virgin Islands of the USA
US-AS | AS | American Samoa
US-MP | MP | Northern Mariana Islands
`;
