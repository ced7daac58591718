def add_extra_args(parser):
    group = parser.add_argument_group(title="curriculum")
    group.add_argument("--train-iters", type=int, default=500000)
    group.add_argument("--lr", type=float, default=1.5e-4)
    group.add_argument("--micro-batch-size", type=int, default=4)
    group.add_argument("--curriculum-steps", type=int, nargs="*", default=[])
    return parser
