"""The one template, its packaging and its deployment. Not part of the Lambdas' zip."""
