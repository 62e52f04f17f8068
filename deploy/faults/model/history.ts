import { look, newPurchases, requireBooks } from './observe.ts';
import type { Plan } from './plan.ts';
import { as, perform } from './platform/counter.ts';
import type { Platform } from './platform/platform.ts';
import { type Scene, setScene } from './platform/stage.ts';
import { createResolver } from './resolve.ts';
import { type Act, type CustomerAct, describe } from './rules/acts.ts';
import { areAtRest, atRest, doubtsOf, factsArrived, Illegal, judge } from './rules/judge.ts';
import { EMPTY, type Told, type World } from './rules/world.ts';
import type { Tally } from './tally.ts';
import { describeTrouble, type Trouble } from './trouble.ts';

type Answer = Told | 'nothing';

const customerActs = (act: Act): CustomerAct[] => {
  if (act.do === 'race') return [act.first, act.second];
  return act.do === 'place' || act.do === 'pay' || act.do === 'cancel' ? [act] : [];
};

const purchasesOf = (act: Act) => customerActs(act).flatMap((one) => ('purchase' in one ? [one.purchase] : []));

const inShort = (answer: Answer) =>
  answer === 'nothing' ? 'no answer' : (answer.failure ?? answer.purchase?.status ?? 'done');

/** Runs histories on a platform, one after the other, and judges each command by the model. */
export function createHistorian(platform: Platform, tally: Tally) {
  // Only what is newer belongs to the history.
  let newest = 0;

  /** What a trouble may strike: the purchases of a command, or all when an event is cancelled. */
  function concernsOf(act: Act): (purchase: number) => boolean {
    if (act.do === 'cancel event') return () => true;
    const before = newest;
    const own = purchasesOf(act);
    const places = customerActs(act).some((one) => one.do === 'place');
    return (purchase) => own.includes(purchase) || (places && purchase > before);
  }

  async function cancelEvent(scene: Scene, event: number): Promise<void> {
    const partner = scene.partners.find(({ events }) => events.includes(event))?.partner ?? 0;
    await platform.catalog.cancelEvent(
      { eventId: BigInt(event), reason: 'rain' },
      as({ role: 'partner', id: partner }),
    );
  }

  async function happen(scene: Scene, act: Act): Promise<Answer[]> {
    switch (act.do) {
      case 'cancel event':
        await cancelEvent(scene, act.event);
        return [];
      case 'arrive':
        await platform.arrive();
        return [];
      case 'expire':
        await platform.expireHolds();
        return [];
      case 'rest':
        await platform.settle();
        return [];
      case 'crash':
        await platform.crash(act.who);
        return [];
      default:
        return Promise.all(customerActs(act).map((one) => perform(platform, one)));
    }
  }

  /** The id that a new purchase got; one whose customer was not answered is looked for. */
  async function idOf(act: CustomerAct, answer: Answer, known: World): Promise<number | null> {
    if (answer !== 'nothing') return answer.purchase?.id ?? null;
    if (act.do !== 'place') return null;
    const [id = null, another] = await newPurchases(platform, act.customer, known);
    if (another !== undefined) throw new Illegal(`one command made purchases ${id} and ${another}`);
    return id;
  }

  /** Nothing is under way any more: everything is as it stays. */
  async function lookAtRest(scene: Scene, worlds: World[]): Promise<World[]> {
    const { customers, prices } = scene;
    const resting = atRest(await look(platform, scene, worlds, { customers, tickets: [] }));
    return look(platform, scene, factsArrived(resting), { customers: [], tickets: [...prices.keys()] });
  }

  async function step(scene: Scene, worlds: World[], act: Act, wanted: Trouble | null, note: (line: string) => void) {
    const [known = EMPTY] = worlds;
    const trouble = areAtRest(worlds, purchasesOf(act)) ? wanted : null;
    platform.faults.arm(trouble, concernsOf(act));
    const answers = await happen(scene, act);
    await platform.revive();
    await platform.factsArrive();
    const met = platform.faults.disarm() ? trouble : null;
    await platform.revive();
    note(
      `${describe(act)}${met ? ` [${describeTrouble(met)}]` : ''} -> ${answers.map(inShort).join(' and ') || 'done'}`,
    );
    tallyStep(act, met, answers);
    const acts = customerActs(act);
    const ids: (number | null)[] = [];
    for (const [i, one] of acts.entries()) ids.push(await idOf(one, answers[i] ?? 'nothing', known));
    newest = Math.max(newest, ...ids.map((id) => id ?? 0));
    let left = await judge(scene, worlds, act, { answers, ids, trouble: met });
    if (!platform.isHolding()) left = factsArrived(left);
    if (act.do === 'rest') return lookAtRest(scene, left);
    return look(platform, scene, left, doubtsOf(left));
  }

  function tallyStep(act: Act, met: Trouble | null, answers: Answer[]): void {
    tally.count('commands', act.do);
    if (met) {
      tally.count('kinds of trouble', met.kind);
      tally.count('troubles', describeTrouble(met));
    }
    for (const answer of answers) {
      tally.count('answers', answer !== 'nothing' && answer.replayed ? 'the same again' : inShort(answer));
    }
  }

  /** Runs one history. Throws, with the history as far as it came, at the first thing that is not legal. */
  return async function run(plans: readonly Plan[]): Promise<void> {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(`${lines.length + 1}. ${line}`);
    try {
      const scene = await setScene(platform);
      const resolve = createResolver(scene);
      let worlds: World[] = [EMPTY];
      for (const plan of plans) {
        const act = resolve(plan, worlds[0] ?? EMPTY);
        if (act) worlds = await step(scene, worlds, act, 'trouble' in plan ? plan.trouble : null, note);
      }
      worlds = await step(scene, worlds, { do: 'rest' }, null, note);
      const [world = EMPTY] = worlds;
      await requireBooks(platform, scene, world);
      for (const { status } of world.purchases) tally.count('purchases in the end', status);
    } catch (error) {
      platform.faults.disarm();
      const why = error instanceof Illegal ? error.message : error instanceof Error ? error.stack : String(error);
      throw new Error(`${lines.join('\n')}\n  ${why}`, { cause: error });
    }
  };
}
