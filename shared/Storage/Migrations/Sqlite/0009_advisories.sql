-- Holds the number for another part of the product.

SELECT 1;
