import type { CodeList } from './code-list.js';
import { degreeList } from './degrees.js';
import { educationList } from './education.js';
import { ethnicityList } from './ethnicities.js';
import { politicalStatusList } from './political-statuses.js';
import { sexList } from './sexes.js';
import { titleList } from './titles.js';

/** Every list, by its name. */
export const codeLists: ReadonlyMap<string, CodeList> = new Map(
  [sexList, ethnicityList, educationList, degreeList, politicalStatusList, titleList].map((list) => [list.name, list]),
);
