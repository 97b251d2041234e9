package io.fourfold.topology.store;

import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Walks a range of images; must be closed, and fails cleanly once its database is closed. For one thread. */
final class RocksImageIterator implements KeyValueIterator<Bytes, byte[]> {

    private final RocksIterator iterator;
    private final Bytes from;
    private final Bytes to;
    private final boolean forward;
    private final Lock notClosing;
    private final Set<RocksIterator> openIterators;

    RocksImageIterator(
            RocksIterator iterator,
            Bytes from,
            Bytes to,
            boolean forward,
            Lock notClosing,
            Set<RocksIterator> openIterators) {
        this.iterator = iterator;
        this.from = from;
        this.to = to;
        this.forward = forward;
        this.notClosing = notClosing;
        this.openIterators = openIterators;
        seekToStart();
    }

    @Override
    public boolean hasNext() {
        notClosing.lock();
        try {
            requireOpen();
            return isValid() && inRange(Bytes.wrap(iterator.key()));
        } finally {
            notClosing.unlock();
        }
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        notClosing.lock();
        try {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            KeyValue<Bytes, byte[]> entry = KeyValue.pair(Bytes.wrap(iterator.key()), iterator.value());
            if (forward) {
                iterator.next();
            } else {
                iterator.prev();
            }
            return entry;
        } finally {
            notClosing.unlock();
        }
    }

    @Override
    public Bytes peekNextKey() {
        notClosing.lock();
        try {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Bytes.wrap(iterator.key());
        } finally {
            notClosing.unlock();
        }
    }

    @Override
    public void close() {
        notClosing.lock();
        try {
            openIterators.remove(iterator);
            iterator.close();
        } finally {
            notClosing.unlock();
        }
    }

    /** It also ends where it cannot read on. */
    private boolean isValid() {
        try {
            if (!iterator.isValid()) {
                iterator.status();
                return false;
            }
            return true;
        } catch (RocksDBException e) {
            throw new ProcessorStateException("The similarity store failed: range", e);
        }
    }

    private void seekToStart() {
        Bytes start = forward ? from : to;
        if (start == null && forward) {
            iterator.seekToFirst();
        } else if (start == null) {
            iterator.seekToLast();
        } else if (forward) {
            iterator.seek(start.get());
        } else {
            iterator.seekForPrev(start.get());
        }
    }

    private boolean inRange(Bytes key) {
        return forward ? to == null || key.compareTo(to) <= 0 : from == null || key.compareTo(from) >= 0;
    }

    private void requireOpen() {
        if (!iterator.isOwningHandle()) {
            throw new InvalidStateStoreException("The iterator or its similarity store is closed");
        }
    }
}
