import { parseAged } from '../domain/ageing/aged';
import { formatScenario, parseScenario } from '../domain/ageing/scenario-text';
import { standards } from '../domain/measures/measure';
import { parseNeedWeights } from '../domain/models/need-index';
import { scoreModelOf } from '../domain/models/registry';
import { topTierChoices } from '../domain/risk/places';
import { disclosurePolicies } from '../domain/schema';
import { formatAssumptions, parseAssumptions } from '../domain/services/capacity-text';
import { serviceIds } from '../domain/services/service';
import { defaultRule, formatRule, parseRule, ruleRanges } from '../domain/services/social-prescribing';
import {
  colourings,
  eachPlaces,
  mapLevels,
  mappedCohorts,
  projectionMethods,
  riskSections,
  segmentSchemes,
  tiersBy,
  views,
  type Known,
  type UrlState,
} from './state';

export interface Parsed {
  state: UrlState;
  /** One sentence for each parameter that was not used. */
  notices: string[];
}

/** Views that the grammar names and this version does not have. */
const plannedViews = ['compare'];

/**
 * Reads a query string. What is well formed is kept, and each part that is not gives a notice; nothing throws.
 * With `known`, codes are checked against the loaded dataset too.
 */
export function parse(search: string, known?: Known): Parsed {
  const parameters = new URLSearchParams(search);
  const state: UrlState = { view: 'map' };
  const notices: string[] = [];
  const seen = new Set<string>();

  for (const [name, value] of parameters) {
    if (seen.has(name)) {
      notices.push(`The link has “${name}” twice; the first is used.`);
      continue;
    }
    seen.add(name);
    switch (name) {
      case 'dataset':
        if (/^[a-z0-9-]+$/.test(value)) state.dataset = value;
        else notices.push(`“${value}” is not the name of a dataset; the first dataset is shown.`);
        break;
      case 'view':
        if (isOneOf(views, value)) state.view = value;
        else if (plannedViews.includes(value))
          notices.push(`The ${value} view is not in this version; the map is shown.`);
        else notices.push(`There is no view called “${value}”; the map is shown.`);
        break;
      case 'measure':
        if (known && !known.measures.has(value))
          notices.push(`This dataset has no measure called “${value}”; the default measure is shown.`);
        else state.measure = value;
        break;
      case 'network':
        if (known && !known.networks.has(value))
          notices.push(`This dataset has no network with the code “${value}”; none is chosen.`);
        else state.network = value;
        break;
      case 'practice':
        state.practice = value;
        break;
      case 'group': {
        const codes = [...new Set(value.split(',').filter(Boolean))];
        const unknown = known ? codes.filter((code) => !known.networks.has(code)) : [];
        if (unknown.length > 0)
          notices.push(
            `This dataset has no network with the code “${unknown.join('”, “')}”; the group is shown without.`,
          );
        const group = codes.filter((code) => !unknown.includes(code));
        if (group.length > 0) state.group = group;
        break;
      }
      case 'level':
        if (isOneOf(mapLevels, value)) state.level = value;
        else notices.push(`The map has no level “${value}”; networks are shown.`);
        break;
      case 'colour':
        if (isOneOf(colourings, value)) state.colour = value;
        else notices.push(`The map cannot be coloured by “${value}”; the value is shown.`);
        break;
      case 'standard':
        if (isOneOf(standards, value)) state.standard = value;
        else notices.push(`Areas cannot be standardised by “${value}”; crude values are shown.`);
        break;
      case 'score':
        if (scoreModelOf(value) !== undefined) state.score = value;
        else notices.push(`There is no score called “${value}”; the Cambridge score is used.`);
        break;
      case 'against':
        if (scoreModelOf(value) !== undefined) state.against = value;
        else notices.push(`There is no score called “${value}” to hold the first against.`);
        break;
      case 'tiers': {
        const tiers = readTiers(value);
        if (tiers !== null) state.tiers = tiers;
        else
          notices.push(
            `Need tiers cannot be cut at “${value}”; write three rising shares in per cent, as 0.5-5-20.`,
          );
        break;
      }
      case 'by':
        if (isOneOf(tiersBy, value)) state.by = value;
        else notices.push(`There are no need tiers by “${value}”; they are by a score.`);
        break;
      case 'need': {
        const weights = parseNeedWeights(value);
        if (weights !== null) state.need = weights;
        else
          notices.push(
            `The need index has no weights “${value}”; write five whole numbers from 0 to 10, as 2-1-1-0-1.`,
          );
        break;
      }
      case 'top': {
        const top = topTierChoices.find((tiers) => String(tiers) === value);
        if (top !== undefined) state.top = top;
        else notices.push(`The top need tiers are 1, 2 or 3, not “${value}”; two are shown.`);
        break;
      }
      case 'mapped':
        if (isOneOf(mappedCohorts, value)) state.mapped = value;
        else
          notices.push(
            `The map is of the first cohort or the second, not of “${value}”; the first is shown.`,
          );
        break;
      case 'each':
        if (isOneOf(eachPlaces, value)) state.each = value;
        else notices.push(`Figures by place have no line for each “${value}”; networks are shown.`);
        break;
      case 'segments':
        if (isOneOf(segmentSchemes, value)) state.segments = value;
        else notices.push(`There are no segments called “${value}”; Bridges to Health is used.`);
        break;
      case 'section':
        if (isOneOf(riskSections, value)) state.section = value;
        else notices.push(`The Risk view has no section “${value}”; need is shown.`);
        break;
      case 'service':
        if (isOneOf(serviceIds, value)) state.service = value;
        else notices.push(`There is no service called “${value}”; the first is shown.`);
        break;
      case 'capacity': {
        const read = parseAssumptions(value);
        const text = formatAssumptions(read.values);
        if (text !== '') state.capacity = text;
        notices.push(...read.notices);
        break;
      }
      case 'social': {
        const rule = parseRule(value);
        if (rule === null)
          notices.push(
            `Social prescribing has no rule “${value}”; write long-term conditions (${ruleRanges.conditions.join(' to ')}), contacts a year (${ruleRanges.contacts.join(' to ')}), and yes or no for depression or anxiety, as 3-15-no. The default rule is used.`,
          );
        else if (formatRule(rule) !== formatRule(defaultRule)) state.social = formatRule(rule);
        break;
      }
      case 'year':
        if (/^20\d\d$/.test(value)) state.year = Number(value);
        else notices.push(`“${value}” is no year of this century; ten years from the list are shown.`);
        break;
      case 'method':
        if (!isOneOf(projectionMethods, value))
          notices.push(
            `People cannot be carried forward by “${value}”; they are by births, deaths and moves.`,
          );
        else if (known && !known.methods.has(value))
          notices.push(
            'This dataset has no lists of five years before; people are carried forward by births, deaths and moves.',
          );
        else state.method = value;
        break;
      case 'scenario': {
        const read = parseScenario(value);
        const text = formatScenario(read.scenario);
        if (text !== '') state.scenario = text;
        notices.push(...read.notices);
        break;
      }
      case 'aged': {
        const aged = parseAged(value);
        if (aged !== null) state.aged = aged;
        else
          notices.push(
            `Where it ages cannot be mapped by “${value}”; write what, years from the list and growth, as share75.10 or number75.10.percent.`,
          );
        break;
      }
      case 'cohort':
      case 'beside':
        // The view that shows a cohort says what in it is not understood.
        if (value.trim() !== '') state[name] = value;
        break;
      case 'policy':
        if (!isOneOf(disclosurePolicies, value))
          notices.push(`There is no disclosure policy “${value}”; the dataset’s own is used.`);
        else if (known && !known.policies.has(value))
          notices.push(
            `This dataset is of people’s own records, so its policy may only be made stricter: it is not shown by “${value}”.`,
          );
        else state.policy = value;
        break;
      case 'compare':
        if (value !== 'system')
          notices.push(`Comparison with “${value}” is not in this version; the system is compared with.`);
        break;
      default:
        notices.push(`The link’s “${name}” means nothing here and was left out.`);
    }
  }
  // Its network may come after it.
  if (known && state.practice !== undefined && known.practices.get(state.practice) !== state.network) {
    notices.push(
      `“${state.practice}” is no practice of the network that is chosen; none is looked at alone.`,
    );
    delete state.practice;
  }
  return { state, notices };
}

/** Three shares in per cent, rising, each above 0 and below 100. */
export function readTiers(text: string): number[] | null {
  const shares = text.split('-').map(Number);
  const rising = shares.every((share, i) => share > (shares[i - 1] ?? 0) && share < 100);
  return shares.length === 3 && rising ? shares : null;
}

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T =>
  (list as readonly string[]).includes(value);
