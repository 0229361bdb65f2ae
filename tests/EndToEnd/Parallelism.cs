// More than the cores: a process that starts or stops keeps none of them busy for long.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
