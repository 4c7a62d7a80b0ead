import { headerName } from './file-kinds';
import type { Homes } from './homes';
import type { Recognised } from './inventory';
import type { LsoaCodes } from './lsoa-codes';

export interface Vintage {
  year: 2011 | 2021;
  /** What told it. */
  told: string;
}

/** A file of 2021 has next to no English code that the 2021 tables lack; one of 2011 has about one in twenty. */
const strangersIn2011 = 0.01;

/**
 * Whether a file is by LSOA 2011 or 2021. Codes of both look alike and most coincide, so it is told by the header, then
 * by the file's name, then by the share of its codes that the 2021 tables do not know.
 */
export function vintageOf({ table, input }: Recognised, homes: Homes, lsoas: LsoaCodes): Vintage {
  const header = table!.header[table!.at.lsoa!]!;
  const name = input.member ?? input.name;
  if (/11$|2011/.test(headerName(header)) || /lsoa_?(code_)?(20)?11/.test(headerName(header)))
    return { year: 2011, told: `column ${header}` };
  if (/lsoa_?(code_)?(20)?21/.test(headerName(header)) || /2021/.test(header))
    return { year: 2021, told: `column ${header}` };
  if (/lsoa[-_]?(20)?11(?!\d)/i.test(name)) return { year: 2011, told: 'its name' };
  if (/lsoa[-_]?(20)?21(?!\d)/i.test(name)) return { year: 2021, told: 'its name' };
  const english = homes.lsoaCodes.filter((code) => /^E01\d{6}$/.test(code));
  const strangers = english.filter((code) => lsoas.find(code) === undefined).length;
  return {
    year: strangers > english.length * strangersIn2011 ? 2011 : 2021,
    told: `${strangers} of its ${english.length} English codes are not LSOAs of 2021`,
  };
}
