import type { MeasureFigures } from '../measures/release';
import { registerIds } from '../conditions';

/** What a network's page suggests to look at next: a measure, and why. */
export interface NextQuestion {
  measureId: string;
  level: 'network' | 'neighbourhood';
  text: string;
}

/** From where the network differs most from the system, of what the interval says is not chance alone. */
export function nextQuestions(profile: ReadonlyMap<string, MeasureFigures>, network: number): NextQuestion[] {
  const differing = registerIds.flatMap((id) => {
    const figures = profile.get(id);
    const figure = figures?.areas.find((area) => area.area === network);
    if (!figures || !figure?.estimate.ok || !figures.total.estimate.ok) return [];
    if (figure.comparison !== 'higher' && figure.comparison !== 'lower') return [];
    const { total, measure } = figures;
    return [
      {
        measure,
        comparison: figure.comparison,
        ratio: figure.estimate.value / (total.estimate as { value: number }).value,
      },
    ];
  });
  const above = differing.filter((d) => d.comparison === 'higher').sort((a, b) => b.ratio - a.ratio)[0];
  const below = differing.filter((d) => d.comparison === 'lower').sort((a, b) => a.ratio - b.ratio)[0];
  const questions: NextQuestion[] = [];
  if (profile.has('age75'))
    questions.push({
      measureId: 'age75',
      level: 'neighbourhood',
      text: 'In which neighbourhoods do most people of 75 and over live?',
    });
  if (above)
    questions.push({
      measureId: above.measure.id,
      level: 'network',
      text: `${above.measure.name} is recorded ${above.ratio.toFixed(1)} times as often as in the system: which other networks are like that?`,
    });
  if (below)
    questions.push({
      measureId: below.measure.id,
      level: 'network',
      text: `${below.measure.name} is recorded ${below.ratio.toFixed(1)} times as often as in the system: fewer people ill, or fewer found? Who else is low?`,
    });
  if (profile.has('frail'))
    questions.push({
      measureId: 'frail',
      level: 'neighbourhood',
      text: 'Where does frailty gather, for visits and proactive care?',
    });
  if (profile.has('em_adm'))
    questions.push({
      measureId: 'em_adm',
      level: 'network',
      text: 'How do emergency admissions compare across the system?',
    });
  return questions;
}
