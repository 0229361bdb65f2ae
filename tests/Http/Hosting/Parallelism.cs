// More than the cores: many tests wait for a server that takes its time.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
