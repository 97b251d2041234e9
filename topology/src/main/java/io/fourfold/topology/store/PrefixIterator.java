package io.fourfold.topology.store;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Ends an ascending iterator at the first key without the prefix. */
final class PrefixIterator implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<Bytes, byte[]> ascending;
    private final byte[] prefix;

    PrefixIterator(KeyValueIterator<Bytes, byte[]> ascending, Bytes prefix) {
        this.ascending = ascending;
        this.prefix = prefix.get();
    }

    @Override
    public boolean hasNext() {
        return ascending.hasNext() && startsWithPrefix(ascending.peekNextKey().get());
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ascending.next();
    }

    @Override
    public Bytes peekNextKey() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ascending.peekNextKey();
    }

    @Override
    public void close() {
        ascending.close();
    }

    private boolean startsWithPrefix(byte[] key) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
