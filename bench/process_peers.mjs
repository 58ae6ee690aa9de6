// What `bench/run process` compares with: npm's bpmn-engine, feelin and dmn-eval-js, in CPU time.
// node process_peers.mjs instances|feel|table SECONDS
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {EventEmitter} from 'node:events';

const require = createRequire(import.meta.url);
const model = name => readFileSync(new URL(`models/${name}`, import.meta.url), 'utf8');
const cpuSeconds = () => { const {user, system} = process.cpuUsage(); return (user + system) / 1e6; };

/** How often `once` runs in a second of CPU time. */
async function rate(once, seconds) {
    const start = cpuSeconds();
    let count = 0;
    while (cpuSeconds() - start < seconds) {
        await once();
        count++;
    }
    return count / (cpuSeconds() - start);
}

/** One instance from start to end; its state is serialised whenever it waits. */
async function instance(Engine, source, kept) {
    const engine = Engine({name: 'six', source, variables: {amount: 7}});
    const listener = new EventEmitter();
    listener.on('activity.wait', api => {
        setImmediate(() => {
            engine.getState().then(state => {
                kept.bytes = JSON.stringify(state).length;
                api.signal();
            });
        });
    });
    await new Promise((resolve, reject) => {
        engine.once('end', resolve);
        engine.once('error', reject);
        engine.execute({listener}).catch(reject);
    });
}

async function instances(seconds) {
    const {Engine} = require('bpmn-engine');
    const source = model('six_tasks.bpmn').replace('CONDITION',
        '${environment.variables.amount}');
    const kept = {bytes: 0};
    const perSecond = await rate(() => instance(Engine, source, kept), seconds);
    return {per_s: perSecond, state_bytes: kept.bytes};
}

async function feel(seconds) {
    const {evaluate} = await import('feelin');
    const expressions = JSON.parse(model('expressions.json'));
    const perRound = await rate(() => {
        for (const {text, context} of expressions) {
            evaluate(text, context);
        }
    }, seconds);
    return {per_s: perRound * expressions.length};
}

async function table(seconds) {
    const {decisionTable} = require('@hbtgmbh/dmn-eval-js');
    const decisions = await decisionTable.parseDmnXml(model('fee.dmn'));
    const kinds = ['home', 'shop', 'garden'];
    let turn = 0;
    const perSecond = await rate(() => {
        const input = {area: 50 + (turn * 37) % 300, kind: kinds[turn % 3]};
        const result = decisionTable.evaluateDecision('fee', decisions, input);
        if (typeof result.amount !== 'number') {
            throw new Error(`no answer for ${JSON.stringify(input)}`);
        }
        turn++;
    }, seconds);
    return {per_s: perSecond};
}

const parts = {instances, feel, table};
console.log(JSON.stringify(await parts[process.argv[2]](Number(process.argv[3]))));
process.exit(0);
