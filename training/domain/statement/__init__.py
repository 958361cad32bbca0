"""The yearly statement (BPF): what its frames count, what it lacks, and how it is made final."""
