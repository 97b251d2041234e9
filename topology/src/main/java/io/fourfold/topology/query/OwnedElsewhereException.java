package io.fourfold.topology.query;

import org.apache.kafka.streams.state.HostInfo;

/** Thrown when another instance has the answer. */
public final class OwnedElsewhereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HostInfo owner;

    public OwnedElsewhereException(String imageId, HostInfo owner) {
        super("Image '" + imageId + "' is kept by the instance at " + owner.host() + ":" + owner.port());
        this.owner = owner;
    }

    /** The instance to ask. */
    public HostInfo owner() {
        return owner;
    }
}
