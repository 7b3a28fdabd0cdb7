import { readAccount, register, signIn } from './account-chapters.js';
import { Cast } from './cast.js';
import { getsTicket, isTrained } from './exam-chapters.js';
import { fillInForm, submit } from './form-chapters.js';
import { choosePlan } from './plan-chapters.js';
import { isAdmitted } from './publicity-chapters.js';
import { isReturnedAndResubmits, passesFirstReview, passesSecondReview } from './review-chapters.js';

/** The thirteen sections of the manual, as a new trainee and the administrators go through them. Returns the number of steps. */
export const walkThrough = (url: string, folder: string, print: (line: string) => void): Promise<number> =>
  goTheWholeWay(new Cast(url, folder, print));

/** The same for people who are known beforehand. */
export async function goTheWholeWay(cast: Cast): Promise<number> {
  await cast.administratorsSignIn();
  await register(cast);
  await signIn(cast);
  const plan = await choosePlan(cast);
  await fillInForm(cast, plan);
  const applicationId = await submit(cast, plan);
  await isReturnedAndResubmits(cast, applicationId, plan);
  await passesFirstReview(cast, applicationId);
  await passesSecondReview(cast, applicationId);
  await isAdmitted(cast, applicationId, plan);
  const trainingId = await isTrained(cast, applicationId, plan);
  await getsTicket(cast, applicationId, trainingId);
  await readAccount(cast);
  return cast.told.steps;
}
