/** The network's first half, from pixels to the embedding, and how packaged backbones become ONNX models. */
package io.fourfold.model.encoder;
