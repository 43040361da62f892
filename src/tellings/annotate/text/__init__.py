"""Characters → words, sentences and quotations: rules over layout, before and beside the model."""
