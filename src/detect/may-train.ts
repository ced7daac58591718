const rate = '(?:lr|learning_?rate|l_rate|alpha|eta|step_?size|LR|LEARNING_RATE|rate|ALPHA|ETA)';
/**
 * A file without one of these has nothing that the rules look for, so most files are never parsed: calls by the names of
 * training, gradients, optimizers' updates, and a rate that multiplies.
 */
export const mayTrain = new RegExp(
  bounded(
    [
      String.raw`(?:[Tt]rain(?!ed\b)|[Ff]it(?!ted\b)|tune|learn)\w*\s*\(`,
      String.raw`\b(?:cv|Engine|SVI|record|cli_main)\s*\(`,
      String.raw`backward|erceptron|(?<!no_|enable_)[Gg]rad(?!_\s*\()\w*\s*\(|@\s*[\w.]*(?<!no_)grad|value_and_grad|GradientTape|minimize|apply_updates|assign_sub|sub_\s*\(|opt_update`,
      String.raw`TrainOneStep|caffe|\bneat\b|learn_(?:one|many)|stateless_apply|train_op|lasagne|optim\w*\s*\(\s*\w*grad|first_step|\.(?:fit|train|learn)\w*\.remote|update_params|optimize_parameters|update_parameters|LightningCLI|notebook_launcher|spacy|2Vec|FastText|gensim|pycaret|jaxopt|optimistix`,
      String.raw`\b(?:ppo|sac|ddpg|td3|dqn|a2c|a3c|trpo|vpg|reinforce|impala)\w*\s*\(`,
      String.raw`cross_val|_curve\s*\(|permutation_test|tuner|updates\s*=|run_exp|run_recbole|run_sft|run_dpo|(?:sft|dpo|grpo|ppo|kto|orpo|rlhf|pt)_(?:main|train\w*|loop)\s*\(`,
      String.raw`(?:[Tt]rain|tune|tuning|sft|ppo|dpo|rlhf)\w*(?:\.\w+)?\s+(?:import|as)\b|\bimport\b.*(?:\b|_)(?:pretrain|train|fine_?tune)`,
      // Objects of a project, and commands that are started: told by more than their name.
      String.raw`(?:[Aa]gent|[Pp]olicy|[Ll]earner|algo|dqn|ddpg|td3|sac|ppo|a2c|trpo|qmix)\w*\.(?:step|update|replay|optimi[sz]e|improve)|flwr|\.tell\s*\(|(?:Trainer|Tuner|Runner|Experiment|Engine|Solver|Workflow|Learner|Workspace)\w*\s*\(`,
      String.raw`hyperparameter_search|\w+Task\.main|\b(?:subprocess|os\.system|os\.exec|os\.popen|runpy|create_subprocess)|get_ipython\(\)\.system`,
      String.raw`(?:params|parameters|weights|theta|state|model|variables)\b[^\n=]*=\s*[\w.]*(?:update|step|sgd)\w*\s*\(`,
      String.raw`\.T\s*@|\.T\.dot\(|\bdot\(\s*\w+\.T\b|\.grad\s*=(?!\s*None)|_foreach_(?:add|sub)_`,
      String.raw`loss\w*\s*,\s*(?:self\.)?\w*opt|opt\w*\s*=\s*[\w.]*(?:optim\w*\.\w+|optax\.\w+|AdamW?|SGD|RMSprop|Adafactor)\s*\(`,
      String.raw`batch_update|update_(?:from|on)_batch|\.run\s*\(\s*entrypoint|[-+]=\s*-?\s*[\d.]+(?:e-?\d+)?\s*\*[^\n]*(?:@|\b(?:dot|outer|matmul)\()`,
      String.raw`[-+]=\s*-?\s*[\d.]+(?:e-?\d+)?\s*\*\s*[\w.]*(?:[gG]rad|d[WwBbp])|\bQ\[.*\+=\s*\(`,
      String.raw`\b${rate}\b['"\])]*\s*[*/]|\*\s*[\w.['"]*\b${rate}\b`,
    ].join('|'),
  ),
);

/** Names and lines are not longer than this: without a bound, a text that is one long word would take quadratic time. */
function bounded(pattern: string): string {
  return pattern
    .replaceAll(/\\w\*|\[\\w\.\]\*/g, (each) => `${each.slice(0, -1)}{0,60}`)
    .replaceAll(/\\w\+/g, String.raw`\w{1,60}`)
    .replaceAll(/\[\^\\n=?\]\*|\.\*(?=\(|\\)/g, (each) => `${each.slice(0, -1)}{0,200}`);
}
