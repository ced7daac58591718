/**
 * Zone | name | year | gCO2e per kWh of the generation in the state (yearly mean, direct emissions). US EPA eGRID2023
 * (public domain), as CodeCarbon 3.3.2 carries it (MIT).
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const stateTable = `
US-AK | Alaska | 2023 | 369.43
US-AL | Alabama | 2023 | 323.85
US-AR | Arkansas | 2023 | 452.87
US-AZ | Arizona | 2023 | 312.57
US-CA | California | 2023 | 179.06
US-CO | Colorado | 2023 | 494.90
US-CT | Connecticut | 2023 | 245.25
US-DC | District of Columbia | 2023 | 179.17
US-DE | Delaware | 2023 | 319.41
US-FL | Florida | 2023 | 357.94
US-GA | Georgia | 2023 | 325.43
US-HI | Hawaii | 2023 | 632.62
US-IA | Iowa | 2023 | 287.65
US-ID | Idaho | 2023 | 142.37
US-IL | Illinois | 2023 | 215.20
US-IN | Indiana | 2023 | 664.74
US-KS | Kansas | 2023 | 332.61
US-KY | Kentucky | 2023 | 792.43
US-LA | Louisiana | 2023 | 346.12
US-MA | Massachusetts | 2023 | 376.53
US-MD | Maryland | 2023 | 236.87
US-ME | Maine | 2023 | 143.71
US-MI | Michigan | 2023 | 361.71
US-MN | Minnesota | 2023 | 341.25
US-MO | Missouri | 2023 | 659.79
US-MS | Mississippi | 2023 | 375.70
US-MT | Montana | 2023 | 482.59
US-NC | North Carolina | 2023 | 284.15
US-ND | North Dakota | 2023 | 588.70
US-NE | Nebraska | 2023 | 465.31
US-NH | New Hampshire | 2023 | 125.29
US-NJ | New Jersey | 2023 | 213.26
US-NM | New Mexico | 2023 | 350.92
US-NV | Nevada | 2023 | 292.05
US-NY | New York | 2023 | 211.65
US-OH | Ohio | 2023 | 484.56
US-OK | Oklahoma | 2023 | 294.31
US-OR | Oregon | 2023 | 165.54
US-PA | Pennsylvania | 2023 | 293.87
US-RI | Rhode Island | 2023 | 381.02
US-SC | South Carolina | 2023 | 254.18
US-SD | South Dakota | 2023 | 152.22
US-TN | Tennessee | 2023 | 299.90
US-TX | Texas | 2023 | 349.80
US-UT | Utah | 2023 | 644.66
US-VA | Virginia | 2023 | 244.76
US-VT | Vermont | 2023 | 23.70
US-WA | Washington | 2023 | 120.92
US-WI | Wisconsin | 2023 | 527.79
US-WV | West Virginia | 2023 | 893.06
US-WY | Wyoming | 2023 | 831.55
`;
