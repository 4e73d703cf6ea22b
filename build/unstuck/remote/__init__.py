"""Knowledge bases that are published elsewhere: fetched, validated, cached and asked."""
