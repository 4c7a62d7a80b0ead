import type { ChoiceField, Words } from './field';

/**
 * Care processes: a column is NULL for a person to whom the process does not apply, so that nobody outside is due, done, or
 * the opposite of either.
 */
function process(
  id: string,
  name: string,
  { due, done }: { due: { name: string; words: Words }; done: { name: string; words: Words } },
): ChoiceField {
  return {
    kind: 'choice',
    id,
    name,
    group: 'Care processes',
    columns: [id],
    known: `${id} IS NOT NULL`,
    options: [
      { id: 'due', sql: `NOT ${id}`, ...due },
      { id: 'done', sql: id, ...done },
    ],
  };
}

const had = (object: string) => ({
  due: { name: 'Due and not done', words: { lead: 'due', notLead: 'no longer due', object } },
  done: { name: 'Done', words: { lead: 'who had', notLead: 'who were due but did not have', object } },
});

export const careProcessFields: readonly ChoiceField[] = [
  process('smr', 'Structured medication review', had('a structured medication review')),
  process('care_plan', 'Personalised care plan', had('a personalised care plan')),
  process('ld_check', 'Learning disability check', had('a learning disability health check')),
  process('smi_check', 'Severe mental illness check', had('a severe mental illness health check')),
  process('bp_target', 'Blood pressure at target', {
    due: {
      name: 'Not at target',
      words: { lead: 'with', notLead: 'without', object: 'treated blood pressure above target' },
    },
    done: {
      name: 'At target',
      words: { lead: 'with', notLead: 'without', object: 'treated blood pressure at target' },
    },
  }),
];
