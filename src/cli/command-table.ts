import { helmFlags } from './helm/flag-table.ts';

/** One option of a command. Without `value` it is a switch. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help, e.g. `FILE`. */
  readonly value?: string;
  readonly repeat?: boolean;
  readonly help: string;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** As the usage line shows them, e.g. `[path]`. */
  readonly operands: string;
  readonly mostOperands: number;
  readonly leastOperands: number;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** What else its help says, below the options. */
  readonly notes?: readonly string[];
  /** Its words are its own to read, as Helm's are: they are handed over as operands. */
  readonly ownGrammar?: boolean;
}

const HELM_NOTES = [
  'Helm’s other flags are accepted where they change nothing without a cluster (--timeout, --wait, --labels,',
  '--kube-context …), and refused with the reason where they would ask a cluster or the network, or run a',
  'program (--dry-run=server, --repo, --post-renderer …). Exit codes are Helm’s: 0, or 1 for any error.',
];

const TREE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'config',
    value: 'FILE',
    help: 'Use this configuration instead of plimsoll.yaml in the checked folder.',
  },
  { name: 'commit', value: 'REV', help: 'Take the tree of this git commit; nothing is checked out.' },
  {
    name: 'repo-map',
    value: 'URL=DIR',
    repeat: true,
    help: 'The folder that stands for a repository (`*`: every one that nothing else stands for); goes before `repositories:` of the configuration. May be repeated.',
  },
];

const SEED_OPTION: OptionSpec = {
  name: 'seed',
  value: 'TEXT',
  help: 'What random values and keys of charts are made from, instead of `helm.seed` of the configuration.',
};

const COLOR_OPTIONS: readonly OptionSpec[] = [
  { name: 'color', help: 'Colour the output even if it is not a terminal.' },
  { name: 'no-color', help: 'Do not colour the output.' },
];

const PROGRESS_OPTION: OptionSpec = { name: 'no-progress', help: 'Do not show progress.' };

export const HELP_OPTION: OptionSpec = { name: 'help', short: 'h', help: 'Print this help.' };
export const VERSION_OPTION: OptionSpec = { name: 'version', short: 'V', help: 'Print the version.' };

const LIST: readonly CommandSpec[] = [
  {
    name: 'check',
    summary: 'Check a GitOps configuration tree.',
    operands: '[path]',
    leastOperands: 0,
    mostOperands: 1,
    options: [
      {
        name: 'format',
        short: 'f',
        value: 'FORMAT',
        repeat: true,
        help: 'pretty (default), json, sarif or github. May be repeated, each with its own --output.',
      },
      {
        name: 'output',
        short: 'o',
        value: 'FILE',
        repeat: true,
        help: 'Write the --format before it to this file instead of standard output (-).',
      },
      {
        name: 'fail-on',
        value: 'SEVERITY',
        help: 'The lowest severity that fails the run: error, warning or info.',
      },
      {
        name: 'rule',
        value: 'ID=SEVERITY',
        repeat: true,
        help: 'Set a rule to error, warning, info or off. May be repeated.',
      },
      ...TREE_OPTIONS,
      SEED_OPTION,
      ...COLOR_OPTIONS,
      PROGRESS_OPTION,
    ],
    examples: [
      'plimsoll check',
      'plimsoll check platform-gitops --format pretty --format sarif --output plimsoll.sarif',
      'plimsoll check --repo-map https://git.example.com/team/payments-api.git=../payments-api',
    ],
  },
  {
    name: 'render',
    summary: 'Print the manifests that would be deployed.',
    operands: '[path]',
    leastOperands: 0,
    mostOperands: 1,
    options: [
      { name: 'application', value: 'NAME', help: 'Only this Application.' },
      {
        name: 'sync',
        help: 'As Argo CD applies them: with namespace and tracking, in the order of a sync, each with its phase and wave.',
      },
      {
        name: 'output',
        short: 'o',
        value: 'DIR',
        help: 'Write one file for each Application into this folder.',
      },
      ...TREE_OPTIONS,
      SEED_OPTION,
      PROGRESS_OPTION,
    ],
    examples: [
      'plimsoll render --application payments-api',
      'plimsoll render --application payments-api --sync',
      'plimsoll render platform-gitops --output rendered',
    ],
  },
  {
    name: 'list',
    summary: 'List what is deployed: where, from which source, with which images.',
    operands: '[path]',
    leastOperands: 0,
    mostOperands: 1,
    options: [
      { name: 'format', short: 'f', value: 'FORMAT', help: 'table (default) or json.' },
      ...TREE_OPTIONS,
      SEED_OPTION,
      ...COLOR_OPTIONS,
      PROGRESS_OPTION,
    ],
    examples: ['plimsoll list', 'plimsoll list platform-gitops --format json'],
  },
  {
    name: 'appset generate',
    summary: 'Print the Applications that ApplicationSets make, sorted by name.',
    operands: 'FILE…',
    leastOperands: 1,
    mostOperands: Infinity,
    options: [
      {
        name: 'repo-map',
        value: 'URL=DIR',
        repeat: true,
        help: 'The folder that stands for a repository; `*=DIR` for every other one. May be repeated.',
      },
      {
        name: 'clusters',
        value: 'FILE',
        help: 'The clusters: a list of name, server, project, labels and annotations, or cluster Secrets.',
      },
      {
        name: 'enable-new-git-file-globbing',
        help: 'As the option of Argo CD’s controller: in the files of git generators `*` stays in a folder, and `**` crosses folders.',
      },
    ],
    examples: [
      "plimsoll appset generate applicationsets/workloads.yaml --repo-map '*=.'",
      'plimsoll appset generate set.yaml --clusters clusters.yaml',
    ],
  },
  {
    name: 'vendor',
    summary:
      'Fetch the charts and repositories that are not at hand. The only command that uses the network.',
    operands: '[path]',
    leastOperands: 0,
    mostOperands: 1,
    options: [
      { name: 'check', help: 'Fetch nothing; fail where something is missing or plimsoll.lock is stale.' },
      { name: 'locked', help: 'Fetch what plimsoll.lock names, and fail rather than change it.' },
      { name: 'update', help: 'Ask again what branches and version ranges mean.' },
      { name: 'prune', help: 'Remove what nothing names any more from plimsoll.lock and the store.' },
      ...TREE_OPTIONS.filter(({ name }) => name !== 'commit'),
      PROGRESS_OPTION,
    ],
    examples: ['plimsoll vendor', 'plimsoll vendor platform-gitops --locked'],
  },
  {
    name: 'helm',
    summary: 'Render one chart as `helm template` does, without Helm.',
    operands: 'template [NAME] CHART',
    leastOperands: 2,
    mostOperands: 3,
    ownGrammar: true,
    options: [...helmFlags.values()].flatMap(({ help, ...flag }) =>
      help === undefined ? [] : [{ ...flag, help }],
    ),
    notes: HELM_NOTES,
    examples: [
      'plimsoll helm template web charts/web --values values-prod.yaml --set image.tag=1.2.3',
      'plimsoll helm template web web-1.2.3.tgz --show-only templates/deployment.yaml',
    ],
  },
  {
    name: 'trace',
    summary: 'Say where a field of a rendered resource comes from.',
    operands: '[path]',
    leastOperands: 0,
    mostOperands: 1,
    options: [
      { name: 'application', value: 'NAME', help: 'The Application that deploys it.' },
      {
        name: 'resource',
        value: 'KIND/NAME',
        help: 'The resource; its kind alone where there is one of it, or where one is missing.',
      },
      { name: 'field', value: 'PATH', help: 'The field, e.g. spec.replicas; it need not be there.' },
      ...TREE_OPTIONS,
      SEED_OPTION,
      PROGRESS_OPTION,
    ],
    examples: [
      'plimsoll trace --application payments-api --resource Deployment/payments-api --field spec.replicas',
      'plimsoll trace --application payments-api --resource PodDisruptionBudget',
    ],
  },
  {
    name: 'rules',
    summary: 'List the rules.',
    operands: '',
    leastOperands: 0,
    mostOperands: 0,
    options: [{ name: 'format', short: 'f', value: 'FORMAT', help: 'text (default) or json.' }],
    examples: [],
  },
  {
    name: 'explain',
    summary: 'Say what a rule looks for, why, and what to do.',
    operands: 'RULE',
    leastOperands: 1,
    mostOperands: 1,
    options: [],
    examples: ['plimsoll explain image-not-pinned'],
  },
];

export const commands: ReadonlyMap<string, CommandSpec> = new Map(
  LIST.map((command) => [command.name, command]),
);
