/**
 * Zone | name | year | gCO2 per kWh of the generation in the state (yearly mean, direct emissions). US EPA eGRID2020
 * (public domain), as collected by carbonfootprint.com and Green Algorithms (CC BY 4.0).
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const stateTable = `
US-AK | Alaska | 2020 | 462.33
US-AL | Alabama | 2020 | 344.37
US-AR | Arkansas | 2020 | 454.4
US-AZ | Arizona | 2020 | 351.99
US-CA | California | 2020 | 216.43
US-CO | Colorado | 2020 | 582.34
US-CT | Connecticut | 2020 | 253
US-DC | Washington DC | 2020 | 382.68
US-DE | Delaware | 2020 | 360.68
US-FL | Florida | 2020 | 402.2
US-GA | Georgia | 2020 | 345.58
US-HI | Hawaii | 2020 | 731.21
US-IA | Iowa | 2020 | 293.85
US-ID | Idaho | 2020 | 101.89
US-IL | Illinois | 2020 | 265.8
US-IN | Indiana | 2020 | 740.02
US-KS | Kansas | 2020 | 384.08
US-KY | Kentucky | 2020 | 804.75
US-LA | Louisiana | 2020 | 363.82
US-MA | Massachusetts | 2020 | 420.32
US-MD | Maryland | 2020 | 308.21
US-ME | Maine | 2020 | 109
US-MI | Michigan | 2020 | 448.08
US-MN | Minnesota | 2020 | 367.93
US-MO | Missouri | 2020 | 773
US-MS | Mississip | 2020 | 427.07
US-MT | Montana | 2020 | 435.87
US-NC | North Carolina | 2020 | 309.73
US-ND | North Dakota | 2020 | 663.05
US-NE | Nebraska | 2020 | 573.51
US-NH | New Hampshire | 2020 | 118.44
US-NJ | New Jersey | 2020 | 235.1
US-NM | New Mexico | 2020 | 601.77
US-NV | Nevada | 2020 | 342.25
US-NY | New York | 2020 | 199.01
US-OH | Ohio | 2020 | 598.58
US-OK | Oklahoma | 2020 | 338.44
US-OR | Oregon | 2020 | 163.15
US-PA | Pennsylvania | 2020 | 333.19
US-RI | Rhode Island | 2020 | 395.27
US-SC | South Carolina | 2020 | 245.48
US-SD | South Dakota | 2020 | 162.69
US-TN | Tennessee | 2020 | 272.89
US-TX | Texas | 2020 | 409.16
US-UT | Utah | 2020 | 747.82
US-VA | Virginia | 2020 | 308
US-VT | Vermont | 2020 | 14.45
US-WA | Washington | 2020 | 101.84
US-WI | Wisconsin | 2020 | 569.39
US-WV | West Virginia | 2020 | 919.34
US-WY | Wyoming | 2020 | 950.5
`;
