package io.fourfold.topology.app;

import io.fourfold.topology.words.WordPublication;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an instance runs for the network in service only.
 *
 * @param results publishes captions and embeddings
 * @param words publishes words
 * @param search answers searches
 */
record InServiceRoles(Optional<Publication> results, Optional<WordPublication> words, Optional<RunningRole> search)
        implements AutoCloseable {

    static InServiceRoles none() {
        return new InServiceRoles(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The applications among them that have started. */
    Stream<RunningRole> running() {
        return Stream.concat(results.flatMap(Publication::running).stream(), search.stream());
    }

    @Override
    public void close() {
        words.ifPresent(WordPublication::close);
        results.ifPresent(Publication::close);
        search.ifPresent(RunningRole::close);
    }
}
