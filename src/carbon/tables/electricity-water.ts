/**
 * Country | litres of water that evaporate for a kWh of its electricity. World Resources Institute, Guidance for Calculating
 * Water Use Embedded in Purchased Electricity (2020), as EcoLogits carries it (MPL-2.0, which this file keeps).
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const electricityWaterTable = `
AR | 11.4558
AU | 4.7293
AT | 5.7222
BE | 2.6198
BG | 4.6228
BR | 18.6033
CA | 8.1662
CH | 5.6641
CL | 10.5226
CN | 6.0065
CY | 1.2947
CZ | 3.2133
DE | 1.947
DK | 3.1935
ES | 6.2088
EE | 2.1986
FI | 4.5289
FR | 3.6737
GB | 2.329
GR | 5.1451
HU | 3.6874
ID | 2.2554
IN | 3.4368
IE | 1.4769
IS | 6.1409
IT | 4.8374
JP | 2.3063
KR | 1.8877
LT | 5.8994
LU | 12.7784
LV | 2.5526
MX | 5.3047
MT | 1.1185
MY | 1.6778
NL | 3.433
NO | 6.6633
NZ | 14.9681
PL | 2.5135
PT | 9.5932
RO | 7.3563
RU | 3.4595
SK | 5.7952
SI | 2.9769
SE | 6.0315
TH | 2.8902
TR | 4.9197
TW | 1.4886
UA | 2.1306
US | 3.1321
world | 3.908
`;
