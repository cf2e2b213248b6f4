package com.example.app.feedback;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

record Stats(long total, long pending, long done, long dead, Map<Integer, Long> ratings) {

    /** How many there are of one status and rating. */
    record Count(String status, int rating, long count) {}

    static Stats of(List<Count> counts) {
        return new Stats(
                sum(counts, count -> true),
                sum(counts, count -> count.status().equals("pending")),
                sum(counts, count -> count.status().equals("done")),
                sum(counts, count -> count.status().equals("dead")),
                IntStream.rangeClosed(NewFeedback.WORST, NewFeedback.BEST)
                        .boxed()
                        .collect(Collectors.toMap(
                                rating -> rating, rating -> sum(counts, count -> count.rating() == rating))));
    }

    private static long sum(List<Count> counts, Predicate<Count> which) {
        return counts.stream().filter(which).mapToLong(Count::count).sum();
    }
}
